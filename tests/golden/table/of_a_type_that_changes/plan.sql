ALTER TABLE "public"."a" NOT OF;
ALTER TABLE "public"."a"
    DROP COLUMN "age",
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "born" date;
ALTER TABLE "public"."b" NOT OF;
ALTER TYPE "public"."person" DROP ATTRIBUTE "age", ALTER ATTRIBUTE "id" TYPE bigint, ADD ATTRIBUTE "born" date;
ALTER TABLE "public"."b"
    DROP COLUMN "age",
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "born" date;
ALTER TABLE "public"."a" OF "public"."person";
ALTER TABLE "public"."b" OF "public"."person";
