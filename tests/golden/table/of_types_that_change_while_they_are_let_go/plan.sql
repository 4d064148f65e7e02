DROP TABLE "public"."c";
ALTER TABLE "public"."a" NOT OF;
ALTER TABLE "public"."d" NOT OF;
ALTER TYPE "public"."other" DROP ATTRIBUTE "more";
ALTER TABLE "public"."b" OF "public"."other";
ALTER TYPE "public"."person" ADD ATTRIBUTE "age" integer;
ALTER TABLE "public"."a" ALTER COLUMN "name" TYPE character varying(9);
ALTER TABLE "public"."d" ADD COLUMN "most" text;
