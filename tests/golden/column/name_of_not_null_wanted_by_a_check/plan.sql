ALTER TABLE "public"."t" RENAME CONSTRAINT "positive" TO "t_a_not_null";
ALTER TABLE "public"."t" ADD CONSTRAINT "positive" CHECK (a > 0);
