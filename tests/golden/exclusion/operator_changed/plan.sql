ALTER TABLE "public"."t"
    DROP CONSTRAINT "x",
    ADD CONSTRAINT "x" EXCLUDE USING gist ("r" WITH =);
