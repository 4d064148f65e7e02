DROP VIEW "public"."v";
ALTER TABLE "public"."m"
    ALTER COLUMN "n" DROP DEFAULT,
    ALTER COLUMN "n" TYPE bigint,
    ALTER COLUMN "note" SET NOT NULL,
    ALTER COLUMN "n" SET DEFAULT 7;
CREATE VIEW "public"."v" AS
SELECT n
   FROM public.m1;
