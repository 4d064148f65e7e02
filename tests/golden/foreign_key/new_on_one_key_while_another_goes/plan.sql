ALTER TABLE "public"."orders" DETACH PARTITION "public"."lines";
DROP INDEX "public"."lines_id_idx";
ALTER TABLE "public"."lines"
    DROP CONSTRAINT "lines_pkey",
    ALTER COLUMN "id" DROP NOT NULL;
ALTER TABLE "public"."orders"
    DROP CONSTRAINT "orders_pkey",
    ADD CONSTRAINT "orders_pkey" PRIMARY KEY ("id") DEFERRABLE;
ALTER TABLE "public"."lines" ADD CONSTRAINT "lines_id_fkey" FOREIGN KEY ("id") REFERENCES "public"."orders" ("id");
