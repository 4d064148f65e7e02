CREATE TRIGGER "three"
    AFTER DELETE ON "public"."p"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
ALTER TABLE "public"."p1"
    ENABLE TRIGGER "one",
    ENABLE REPLICA TRIGGER "three";
ALTER TABLE "public"."p2" DISABLE TRIGGER "one";
ALTER TABLE "public"."p2a" ENABLE ALWAYS TRIGGER "one";
ALTER TABLE "public"."p" DISABLE TRIGGER "two";
ALTER TABLE "public"."p1" ENABLE TRIGGER "two";
