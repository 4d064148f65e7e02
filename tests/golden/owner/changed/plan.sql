ALTER TYPE "public"."mood" OWNER TO "two";
ALTER MATERIALIZED VIEW "public"."kept" OWNER TO "one";
ALTER SEQUENCE "public"."counter" OWNER TO "two";
ALTER VIEW "public"."seen" OWNER TO "one";
ALTER SCHEMA "shop" OWNER TO "two";
ALTER TABLE "shop"."notes" OWNER TO "one";
