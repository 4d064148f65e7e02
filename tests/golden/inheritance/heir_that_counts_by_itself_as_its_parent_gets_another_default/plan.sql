ALTER TABLE "public"."a"
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "id" DROP NOT NULL,
    ALTER COLUMN "id" TYPE integer,
    ALTER COLUMN "id" SET NOT NULL,
    ALTER COLUMN "id" SET DEFAULT '-3'::integer;
DROP SEQUENCE "public"."b_id_seq";
