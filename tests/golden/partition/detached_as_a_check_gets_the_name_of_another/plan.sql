ALTER TABLE "public"."t" DETACH PARTITION "public"."ta";
ALTER TABLE "public"."ta"
    DROP CONSTRAINT "c",
    DROP CONSTRAINT "d";
ALTER TABLE "public"."t"
    DROP CONSTRAINT "c",
    DROP CONSTRAINT "d",
    ADD CONSTRAINT "c" CHECK (id < 9);
