ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE bigint[] USING CASE WHEN "a" IS NOT NULL THEN ARRAY["a"]::bigint[] END,
    ALTER COLUMN "b" TYPE "public"."e"[] USING CASE WHEN "b" IS DISTINCT FROM NULL THEN ARRAY["b"]::"public"."e"[] END,
    ALTER COLUMN "c" TYPE text[] USING CASE WHEN "c" IS NOT NULL THEN ARRAY["c"]::text[] END;
