CREATE TABLE "public"."q" (
    "id" integer,
    CONSTRAINT "w" CHECK (id > 0)
);
ALTER TABLE "public"."c"
    NO INHERIT "public"."p",
    INHERIT "public"."q";
DROP TABLE "public"."p";
