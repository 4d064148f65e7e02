ALTER TABLE "public"."a"
    NO INHERIT "public"."base",
    INHERIT "public"."other";
