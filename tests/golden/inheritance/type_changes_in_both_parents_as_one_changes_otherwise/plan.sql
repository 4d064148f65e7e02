ALTER TABLE "public"."b"
    DROP COLUMN "gone",
    DROP CONSTRAINT "b_x_check",
    ALTER COLUMN "z" TYPE bigint,
    ALTER COLUMN "z" SET NOT NULL;
ALTER TABLE "public"."a" DROP CONSTRAINT "a_x_check";
ALTER TABLE "public"."c" NO INHERIT "public"."b";
ALTER TABLE "public"."a"
    ALTER COLUMN "x" TYPE bigint,
    ADD CONSTRAINT "a_x_check" CHECK (x > 1);
ALTER TABLE "public"."b" ALTER COLUMN "x" TYPE bigint;
ALTER TABLE "public"."c" INHERIT "public"."b";
ALTER TABLE "public"."b"
    ADD COLUMN "q" integer,
    ADD CONSTRAINT "b_x_check" CHECK (x < 8);
