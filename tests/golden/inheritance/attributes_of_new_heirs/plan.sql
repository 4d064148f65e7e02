CREATE TABLE "public"."p" (
    "u" text,
    "v" text
);
CREATE TABLE "public"."q" (
    "id" integer NOT NULL,
    "u" text
) PARTITION BY LIST (id);
ALTER TABLE "public"."p"
    ALTER COLUMN "u" SET STORAGE external,
    ALTER COLUMN "v" SET STATISTICS 9;
CREATE TABLE "public"."c" () INHERITS ("public"."p");
ALTER TABLE "public"."c"
    ALTER COLUMN "u" SET STORAGE main,
    ALTER COLUMN "v" SET STATISTICS 7;
CREATE TABLE "public"."d" () INHERITS ("public"."c");
ALTER TABLE "public"."d" ALTER COLUMN "u" SET STORAGE external;
ALTER TABLE "public"."q"
    ALTER COLUMN "u" SET STORAGE external,
    ALTER COLUMN "u" SET STATISTICS 4;
CREATE TABLE "public"."q1" PARTITION OF "public"."q" FOR VALUES IN (1);
ALTER TABLE "public"."q1"
    ALTER COLUMN "u" SET STORAGE main,
    ALTER COLUMN "u" SET STATISTICS 5;
