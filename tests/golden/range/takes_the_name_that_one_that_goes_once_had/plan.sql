DROP TYPE "public"."a";
CREATE TYPE "public"."span" AS RANGE (SUBTYPE = text);
