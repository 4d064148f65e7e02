CREATE TABLE "public"."base" (
    "at" timestamp without time zone DEFAULT now(),
    "e" integer
);
CREATE TABLE "public"."a" (
    "x" integer,
    CONSTRAINT "a_x_e_key" UNIQUE ("x", "e"),
    CONSTRAINT "c" CHECK (x > 0)
) INHERITS ("public"."base");
