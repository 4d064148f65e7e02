ALTER TABLE "public"."t" ADD COLUMN "id" bigserial;
