GRANT USAGE ON SEQUENCE "public"."s" TO "one";
GRANT SELECT ON SEQUENCE "public"."s" TO "two";
