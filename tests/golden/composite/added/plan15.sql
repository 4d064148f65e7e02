CREATE SCHEMA "app";
CREATE TYPE "app"."mood" AS ENUM ('sad', 'ok');
CREATE DOMAIN "app"."d" AS integer;
CREATE TYPE "app"."none" AS ();
CREATE TYPE "app"."part" AS ("id" "app"."d", "name" text COLLATE "C", "price" numeric(10,2));
COMMENT ON COLUMN "app"."part"."name" IS 'its name';
COMMENT ON TYPE "app"."part" IS 'a part';
CREATE TYPE "app"."whole" AS ("parts" "app"."part"[], "feels" "app"."mood");
CREATE TABLE "app"."t" (
    "a" "app"."whole",
    "b" "app"."part"[]
);
CREATE VIEW "app"."v" AS
SELECT (t.a).feels AS feels
   FROM app.t;
