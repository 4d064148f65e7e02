REVOKE SELECT ON TABLE "public"."notes" FROM "app";
GRANT SELECT ("id") ON TABLE "public"."notes" TO "app";
GRANT SELECT ("body") ON TABLE "public"."notes" TO "app";
