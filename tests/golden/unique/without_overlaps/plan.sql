ALTER TABLE "public"."t"
    DROP CONSTRAINT "k",
    ADD CONSTRAINT "k" UNIQUE ("a", "v" WITHOUT OVERLAPS);
ALTER TABLE "public"."u" ADD CONSTRAINT "f" FOREIGN KEY ("a", PERIOD "v") REFERENCES "public"."t" ("a", PERIOD "v");
