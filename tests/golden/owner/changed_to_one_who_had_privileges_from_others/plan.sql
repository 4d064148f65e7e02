ALTER VIEW "public"."v" OWNER TO "two";
REVOKE SELECT ON TABLE "public"."v" FROM "low";
REVOKE SELECT ON TABLE "public"."v" FROM "one" CASCADE;
