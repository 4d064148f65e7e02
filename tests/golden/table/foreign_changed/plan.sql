DROP FOREIGN TABLE "public"."dropped";
DROP VIEW "public"."seen";
DROP FOREIGN TABLE "public"."moved";
CREATE FOREIGN TABLE "public"."moved" (
    "id" integer
) SERVER "fresh";
COMMENT ON FOREIGN TABLE "public"."moved" IS 'kept';
CREATE VIEW "public"."seen" AS
SELECT id
   FROM public.moved;
GRANT SELECT ON TABLE "public"."moved" TO "pg_monitor";
ALTER TABLE "public"."notes"
    DROP COLUMN "gone",
    ALTER COLUMN "body" DROP DEFAULT,
    ALTER COLUMN "id" DROP NOT NULL,
    ALTER COLUMN "id" TYPE text,
    ADD COLUMN "fresh" integer OPTIONS ("a" '1') NOT NULL,
    ALTER COLUMN "body" SET NOT NULL,
    OPTIONS (DROP "a", SET "b" '3', ADD "c" '4'),
    ALTER COLUMN "id" OPTIONS (DROP "a", SET "b" '3', ADD "c" '4');
