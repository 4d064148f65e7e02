CREATE SCHEMA "app";
CREATE DOMAIN "app"."letters" AS character varying(20) COLLATE "C";
ALTER DOMAIN "app"."letters" ADD CONSTRAINT "later" CHECK ((VALUE)::text <> 'VALUE'::text) NOT VALID;
COMMENT ON CONSTRAINT "later" ON DOMAIN "app"."letters" IS 'some day';
COMMENT ON DOMAIN "app"."letters" IS 'a to z';
CREATE DOMAIN "app"."positive" AS integer DEFAULT (1 + 1) CONSTRAINT "positive_check" CHECK (VALUE > 0);
CREATE DOMAIN "app"."list" AS "app"."positive"[] CONSTRAINT "list_check" CHECK (cardinality(VALUE) < 3);
CREATE DOMAIN "app"."small" AS "app"."positive" DEFAULT (1 + 1) NOT NULL CONSTRAINT "small_check" CHECK ((VALUE)::integer < 100);
CREATE TABLE "app"."t" (
    "a" "app"."small",
    "b" "app"."letters" DEFAULT 'x'::character varying,
    "c" "app"."positive"[],
    "d" "app"."list",
    "e" "app"."letters" COLLATE "POSIX" NOT NULL,
    CONSTRAINT "t_pkey" PRIMARY KEY ("e")
);
