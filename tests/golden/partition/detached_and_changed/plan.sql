ALTER TABLE "public"."p" DETACH PARTITION "public"."p1";
ALTER TABLE "public"."p1"
    DROP CONSTRAINT "p1_pkey",
    DROP CONSTRAINT "ck",
    ALTER COLUMN "a" DROP DEFAULT,
    ALTER COLUMN "id" DROP NOT NULL,
    ALTER COLUMN "k" DROP NOT NULL,
    ALTER COLUMN "a" TYPE character varying(5),
    ALTER COLUMN "id" TYPE bigint;
