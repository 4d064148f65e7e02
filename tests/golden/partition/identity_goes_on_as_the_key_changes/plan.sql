ALTER SEQUENCE "public"."t_id_seq" RENAME TO "t_id_seq__mizzle_old";
ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."ta";
CREATE TABLE "public"."t" (
    "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    "n" bigint
) PARTITION BY RANGE (n);
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."t"', 'id'), last_value, is_called) FROM "public"."t_id_seq__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."ta" ALTER COLUMN "n" TYPE bigint;
ALTER TABLE "public"."t" ATTACH PARTITION "public"."ta" FOR VALUES FROM ('0') TO ('10');
