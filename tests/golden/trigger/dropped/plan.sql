DROP TABLE "public"."gone";
DROP TRIGGER "first" ON "public"."t";
DROP TRIGGER "instead" ON "public"."v";
DROP FUNCTION "public"."f"();
