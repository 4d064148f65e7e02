ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL,
    "a" integer
) PARTITION BY RANGE (id);
ALTER SEQUENCE "public"."t_id_seq" OWNED BY "public"."t"."id";
INSERT INTO "public"."t" ("id", "a")
SELECT "id", "a" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
