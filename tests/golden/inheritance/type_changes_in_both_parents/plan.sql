ALTER TABLE "public"."z" NO INHERIT "public"."q";
ALTER TABLE "public"."p"
    ALTER COLUMN "u" DROP DEFAULT,
    ALTER COLUMN "u" TYPE bigint,
    ALTER COLUMN "u" SET DEFAULT 1;
ALTER TABLE "public"."q"
    ALTER COLUMN "u" DROP DEFAULT,
    ALTER COLUMN "u" TYPE bigint;
ALTER TABLE "public"."z"
    ALTER COLUMN "u" SET DEFAULT 7,
    INHERIT "public"."q";
