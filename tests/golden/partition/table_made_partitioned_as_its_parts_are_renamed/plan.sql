ALTER TABLE "public"."t" RENAME TO "things__mizzle_old";
ALTER TABLE "public"."things__mizzle_old" RENAME COLUMN "n" TO "number";
CREATE TABLE "public"."things" (
    "id" integer,
    "number" integer,
    CONSTRAINT "new_n" CHECK (number > 0)
) PARTITION BY RANGE (id);
CREATE TABLE "public"."things_all" PARTITION OF "public"."things" DEFAULT;
INSERT INTO "public"."things" ("id", "number")
SELECT "id", "number" FROM "public"."things__mizzle_old";
DROP TABLE "public"."things__mizzle_old";
CREATE INDEX "t_new" ON "public"."things" USING btree ("number");
