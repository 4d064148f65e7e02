REVOKE SELECT ("a") ON TABLE "public"."seen" FROM "app";
GRANT INSERT ON TABLE "public"."seen" TO "app";
GRANT SELECT ("b") ON TABLE "public"."seen" TO "app";
