ALTER TABLE "public"."a" NOT OF;
ALTER TABLE "public"."a" RENAME COLUMN "name" TO "called";
ALTER TYPE "public"."person" RENAME ATTRIBUTE "name" TO "called";
ALTER TABLE "public"."a" OF "public"."person";
