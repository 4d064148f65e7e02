CREATE SCHEMA "S p";
CREATE TYPE "S p"."q""t" AS ENUM ('it''s', '%s', '{}');
CREATE TABLE "S p"."select" (
    "Id" serial,
    "a.b" "S p"."q""t" DEFAULT '{}'::"S p"."q""t",
    "%s" integer,
    "{}" text,
    "é" integer,
    CONSTRAINT "select_pkey" PRIMARY KEY ("Id"),
    CONSTRAINT "select_{}_key" UNIQUE ("{}"),
    CONSTRAINT "select_%s_check" CHECK ("%s" > 0),
    CONSTRAINT "select_é_fkey" FOREIGN KEY ("é") REFERENCES "S p"."select" ("Id")
);
CREATE INDEX "i""x" ON "S p"."select" USING btree ((("%s" + 1)));
