ALTER TABLE "public"."v"
    DROP COLUMN "b",
    ALTER COLUMN "a" SET EXPRESSION AS (id + 2),
    ALTER COLUMN "u" SET DEFAULT 'x'::character varying;
ALTER TABLE "public"."t" ALTER COLUMN "u" TYPE text;
ALTER TABLE "public"."t" ALTER COLUMN "a" SET EXPRESSION AS (id + 2);
