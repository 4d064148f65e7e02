REVOKE SELECT ON TABLE "public"."notes" FROM "app";
GRANT SELECT ("body") ON TABLE "public"."notes" TO "app";
ALTER TABLE "public"."notes" DROP COLUMN "gone";
