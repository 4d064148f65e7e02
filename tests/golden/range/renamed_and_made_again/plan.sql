ALTER TYPE "public"."r" RENAME TO "n";
DROP TYPE "public"."n";
CREATE TYPE "public"."n" AS RANGE (SUBTYPE = bigint);
