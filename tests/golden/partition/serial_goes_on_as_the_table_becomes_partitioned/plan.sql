ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL,
    "n" integer
) PARTITION BY RANGE (n);
ALTER SEQUENCE "public"."t_id_seq" OWNED BY "public"."t"."id";
CREATE TABLE "public"."t_all" PARTITION OF "public"."t" DEFAULT;
INSERT INTO "public"."t" ("id", "n")
SELECT "id", "n" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
