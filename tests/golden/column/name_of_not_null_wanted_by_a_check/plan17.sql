ALTER TABLE "public"."t" ADD CONSTRAINT "positive" CHECK (a > 0);
