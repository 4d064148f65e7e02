ALTER TABLE "public"."t" RENAME COLUMN "a" TO "aa";
ALTER TABLE "public"."t"
    ALTER COLUMN "aa" TYPE bigint,
    ALTER COLUMN "c" TYPE bigint;
