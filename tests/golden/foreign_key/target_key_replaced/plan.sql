ALTER TABLE "public"."c" DROP CONSTRAINT "c_x_fkey";
ALTER TABLE "public"."p"
    DROP CONSTRAINT "p_x_key",
    ADD CONSTRAINT "k" UNIQUE ("x") WITH ("fillfactor" = '50');
ALTER TABLE "public"."c" ADD CONSTRAINT "c_x_fkey" FOREIGN KEY ("x") REFERENCES "public"."p" ("x");
