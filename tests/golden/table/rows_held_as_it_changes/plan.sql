ALTER TABLE "public"."t"
    ALTER COLUMN "b" TYPE character varying(90),
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "c" integer DEFAULT 5;
ALTER TABLE "public"."t" SET UNLOGGED;
CREATE TYPE "public"."pair" AS ("one" "public"."t", "two" "public"."t");
CREATE TABLE "public"."u" (
    "x" "public"."pair"[]
);
ALTER TABLE "public"."y" ALTER COLUMN "x" TYPE "public"."t" USING "x"::"public"."t";
