REVOKE SELECT ON TABLE "public"."goes" FROM "one" CASCADE;
REVOKE GRANT OPTION FOR SELECT ON TABLE "public"."goes" FROM "two" CASCADE;
GRANT SELECT ON TABLE "public"."goes" TO "two" WITH GRANT OPTION;
REVOKE SELECT ON TABLE "public"."goes_of_the_owner_too" FROM "one" CASCADE;
REVOKE SELECT ON TABLE "public"."goes_of_the_owner_too" FROM "reader";
REVOKE SELECT ON TABLE "public"."loses_the_option" FROM "one" CASCADE;
REVOKE SELECT ON TABLE "public"."stays" FROM "one" CASCADE;
