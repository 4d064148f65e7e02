ALTER SCHEMA "a" RENAME TO "a__mizzle_old";
ALTER SCHEMA "b" RENAME TO "a";
ALTER SCHEMA "a__mizzle_old" RENAME TO "b";
ALTER FUNCTION "b"."f"() RENAME TO "g";
ALTER TABLE "b"."t" RENAME TO "u";
ALTER TABLE "b"."u" RENAME COLUMN "n" TO "m";
