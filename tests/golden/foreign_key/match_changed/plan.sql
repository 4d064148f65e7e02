ALTER TABLE "public"."c"
    DROP CONSTRAINT "f",
    ADD CONSTRAINT "f" FOREIGN KEY ("x", "y") REFERENCES "public"."p" ("x", "y") MATCH FULL;
