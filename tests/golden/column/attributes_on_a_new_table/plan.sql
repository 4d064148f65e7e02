CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    "a" text,
    "b" numeric(9,2),
    CONSTRAINT "k" UNIQUE ("id")
);
CREATE UNIQUE INDEX "i" ON "public"."t" USING btree ("id");
ALTER TABLE "public"."t"
    ALTER COLUMN "a" SET STORAGE external,
    ALTER COLUMN "a" SET COMPRESSION pglz,
    ALTER COLUMN "b" SET STATISTICS 500,
    ALTER COLUMN "b" SET ("n_distinct" = '-0.5');
