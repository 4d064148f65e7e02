ALTER TABLE "public"."m"
    DROP CONSTRAINT "k",
    ADD CONSTRAINT "k" UNIQUE ("a");
