ALTER INDEX "public"."may_pkey" RENAME TO "may_pkey1";
ALTER INDEX "public"."may_kind_idx" RENAME TO "may_kind_idx1";
CREATE TABLE "public"."may_pkey" (
    "id" integer
);
CREATE INDEX "may_kind_idx" ON "public"."may" USING btree ("kind", "day");
