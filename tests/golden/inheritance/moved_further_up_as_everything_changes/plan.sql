ALTER TABLE "public"."c" NO INHERIT "public"."b";
ALTER TABLE "public"."c"
    DROP COLUMN "more",
    DROP CONSTRAINT "fits";
ALTER TABLE "public"."d"
    ADD COLUMN "more" integer,
    NO INHERIT "public"."a";
ALTER TABLE "public"."d"
    DROP CONSTRAINT "fits",
    ALTER COLUMN "id" DROP NOT NULL,
    ALTER COLUMN "id" TYPE bigint,
    ALTER COLUMN "size" SET DEFAULT 2,
    ADD CONSTRAINT "fits" CHECK (size > 1);
ALTER TABLE "public"."a"
    DROP CONSTRAINT "fits",
    ALTER COLUMN "id" DROP NOT NULL,
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "name" text,
    ALTER COLUMN "size" SET DEFAULT 2,
    ADD CONSTRAINT "fits" CHECK (size > 1);
ALTER TABLE "public"."c"
    ALTER COLUMN "id" DROP NOT NULL,
    ALTER COLUMN "id" TYPE bigint,
    ADD COLUMN "name" text,
    ALTER COLUMN "size" SET DEFAULT 6,
    ADD CONSTRAINT "fits" CHECK (size > 1),
    INHERIT "public"."a";
ALTER TABLE "public"."b"
    ALTER COLUMN "name" SET NOT NULL,
    ALTER COLUMN "name" SET DEFAULT 'q'::text;
ALTER TABLE "public"."d"
    ADD COLUMN "name" text DEFAULT 'q'::text NOT NULL,
    INHERIT "public"."b";
