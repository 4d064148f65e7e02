ALTER VIEW "public"."v" RENAME TO "w";
ALTER TRIGGER "a" ON "public"."t" RENAME TO "b";
CREATE SCHEMA "app";
ALTER FUNCTION "public"."f"() SET SCHEMA "app";
ALTER FUNCTION "app"."f"() RENAME TO "g";
ALTER TABLE "public"."moved" SET SCHEMA "app";
ALTER TABLE "app"."moved" RENAME TO "gone";
ALTER TABLE "app"."gone" RENAME COLUMN "name" TO "label";
