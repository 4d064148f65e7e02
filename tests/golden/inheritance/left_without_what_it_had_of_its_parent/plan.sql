ALTER TABLE "public"."c"
    NO INHERIT "public"."a",
    NO INHERIT "public"."b";
ALTER TABLE "public"."c"
    DROP CONSTRAINT "few",
    INHERIT "public"."b";
