DROP TYPE "public"."floats";
CREATE TYPE "public"."floats" AS RANGE (SUBTYPE = real);
