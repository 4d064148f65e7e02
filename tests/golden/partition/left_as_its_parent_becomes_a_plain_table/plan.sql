ALTER TABLE "public"."p" DETACH PARTITION "public"."a";
DROP TABLE "public"."p";
CREATE TABLE "public"."p" (
    "id" integer,
    "v" text
);
