ALTER TABLE "public"."t"
    DROP CONSTRAINT "e",
    ADD CONSTRAINT "e" EXCLUDE USING gist ("q" WITH &&, "r" WITH =) INCLUDE ("id") WHERE (id > 1);
