ALTER TYPE "public"."tags" SET SCHEMA "k";
ALTER TYPE "k"."tags" RENAME TO "labels";
DROP INDEX "public"."tags";
CREATE TABLE "k"."u" (
    "a" integer
);
CREATE INDEX "labels" ON "k"."u" USING btree ("a");
