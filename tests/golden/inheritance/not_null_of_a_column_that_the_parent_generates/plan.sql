CREATE TABLE "public"."p" (
    "id" integer,
    "v" integer GENERATED ALWAYS AS (id + 1) STORED
);
CREATE TABLE "public"."h" (
    "v" integer GENERATED ALWAYS AS (id + 1) STORED NOT NULL
) INHERITS ("public"."p");
