ALTER TABLE "public"."t" ALTER COLUMN "p" TYPE integer USING "p"::pg_catalog.text::integer;
DROP TABLE "public"."posts";
ALTER TYPE "public"."mood" RENAME TO "posts";
GRANT EXECUTE ON ROUTINE "public"."f"("public"."posts") TO PUBLIC;
