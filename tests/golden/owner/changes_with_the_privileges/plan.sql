ALTER TABLE "public"."notes" OWNER TO "two";
REVOKE SELECT ON TABLE "public"."notes" FROM "app";
GRANT SELECT ON TABLE "public"."notes" TO "one";
