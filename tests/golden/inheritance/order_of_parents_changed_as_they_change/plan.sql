ALTER TABLE "public"."one"
    DROP COLUMN "gone",
    ADD COLUMN "more" text;
ALTER TABLE "public"."two"
    ALTER COLUMN "size" TYPE bigint,
    ADD CONSTRAINT "two_size_check" CHECK (size > 0);
ALTER TABLE "public"."a"
    NO INHERIT "public"."one",
    NO INHERIT "public"."two",
    INHERIT "public"."two",
    INHERIT "public"."one";
