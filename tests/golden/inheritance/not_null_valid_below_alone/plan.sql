ALTER TABLE "public"."down" VALIDATE CONSTRAINT "up_a_not_null";
