ALTER TABLE "public"."a" NO INHERIT "public"."one";
ALTER TABLE "public"."a" DROP COLUMN "first";
ALTER TABLE "public"."one"
    DROP COLUMN "first",
    ALTER COLUMN "size" TYPE text,
    ADD COLUMN "third" text;
ALTER TABLE "public"."b"
    ADD COLUMN "third" text,
    NO INHERIT "public"."two";
ALTER TABLE "public"."b"
    DROP COLUMN "second",
    INHERIT "public"."one";
ALTER TABLE "public"."two"
    DROP COLUMN "second",
    ALTER COLUMN "size" TYPE character varying(9),
    ADD COLUMN "fourth" text;
ALTER TABLE "public"."a"
    ALTER COLUMN "size" TYPE character varying(9),
    ADD COLUMN "fourth" text,
    INHERIT "public"."two";
