ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
ALTER STATISTICS "public"."st" OWNER TO "mizzle_b";
