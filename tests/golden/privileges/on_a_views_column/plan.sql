GRANT INSERT ON TABLE "public"."seen" TO "app";
REVOKE SELECT ("a") ON TABLE "public"."seen" FROM "app";
GRANT SELECT ("b") ON TABLE "public"."seen" TO "app";
