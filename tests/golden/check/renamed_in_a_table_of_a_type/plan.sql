ALTER TABLE "public"."t" NOT OF;
ALTER TABLE "public"."t" RENAME CONSTRAINT "k" TO "kk";
ALTER TABLE "public"."t" OF "public"."c";
ALTER TABLE "public"."t" NOT OF;
ALTER TABLE "public"."t" RENAME CONSTRAINT "f" TO "ff";
ALTER TABLE "public"."t" OF "public"."c";
