ALTER TABLE "public"."t" ALTER COLUMN "b" SET DEFAULT lower('Y'::text);
