CREATE TABLE "public"."b" (
    "id" serial
) INHERITS ("public"."a");
