ALTER TABLE "public"."c"
    DROP CONSTRAINT "c_p_fkey",
    ALTER COLUMN "p" TYPE text;
ALTER TABLE "public"."p" ALTER COLUMN "id" TYPE text;
ALTER TABLE "public"."c" ADD CONSTRAINT "c_p_fkey" FOREIGN KEY ("p") REFERENCES "public"."p" ("id");
