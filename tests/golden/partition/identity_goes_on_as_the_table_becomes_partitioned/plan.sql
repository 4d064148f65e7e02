ALTER SEQUENCE "public"."t_id_seq" RENAME TO "t_id_seq__mizzle_old";
ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    "n" integer NOT NULL
) PARTITION BY HASH (n);
CREATE TABLE "public"."t_0" PARTITION OF "public"."t" FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE "public"."t_1" PARTITION OF "public"."t" FOR VALUES WITH (modulus 2, remainder 1);
INSERT INTO "public"."t" ("id", "n") OVERRIDING SYSTEM VALUE
SELECT "id", "n" FROM "public"."t__mizzle_old";
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."t"', 'id'), last_value, is_called) FROM "public"."t_id_seq__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."t" ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id", "n");
