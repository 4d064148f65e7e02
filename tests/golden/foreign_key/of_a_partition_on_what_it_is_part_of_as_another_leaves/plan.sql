ALTER TABLE "public"."two" DROP CONSTRAINT "a";
ALTER TABLE "public"."whole" DETACH PARTITION "public"."one";
ALTER TABLE "public"."one"
    DROP CONSTRAINT "one_pkey",
    ALTER COLUMN "id" TYPE bigint;
DROP TABLE "public"."whole";
