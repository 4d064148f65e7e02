ALTER TABLE "public"."t"
    DROP CONSTRAINT "u",
    ADD CONSTRAINT "u" UNIQUE ("b") INCLUDE ("a");
