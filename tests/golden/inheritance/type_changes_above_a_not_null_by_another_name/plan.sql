ALTER TABLE "public"."beside" DROP CONSTRAINT "beside_id_fkey";
ALTER TABLE "public"."above"
    DROP CONSTRAINT "above_pkey",
    ALTER COLUMN "id" DROP NOT NULL,
    ALTER COLUMN "n" DROP NOT NULL,
    ALTER COLUMN "id" TYPE bigint,
    ALTER COLUMN "n" TYPE bigint;
ALTER TABLE "public"."above" ADD CONSTRAINT "given" NOT NULL "n";
ALTER TABLE "public"."above" ADD CONSTRAINT "above_pkey" PRIMARY KEY ("id");
ALTER TABLE "public"."beside" ADD CONSTRAINT "beside_id_fkey" FOREIGN KEY ("id") REFERENCES "public"."above" ("id");
