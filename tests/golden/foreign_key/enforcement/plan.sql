ALTER TABLE "public"."c"
    DROP CONSTRAINT "f",
    ADD CONSTRAINT "f" FOREIGN KEY ("p") REFERENCES "public"."p" ("id") NOT ENFORCED;
