ALTER TABLE "public"."c"
    DROP CONSTRAINT "f",
    ADD CONSTRAINT "f" FOREIGN KEY ("x", "y") REFERENCES "public"."p" ("x", "y") ON DELETE SET NULL ("y");
