DROP TYPE "public"."r";
CREATE TYPE "public"."n" AS RANGE (SUBTYPE = bigint);
