ALTER TABLE "public"."n" DROP CONSTRAINT "k";
ALTER TABLE "public"."a" DETACH PARTITION "public"."n";
CREATE INDEX "i" ON "public"."a" USING btree ("id");
CREATE INDEX "n_id_idx" ON "public"."n" USING btree ("id");
CREATE TRIGGER "t"
    BEFORE UPDATE ON "public"."a"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
CREATE TRIGGER "t"
    BEFORE UPDATE ON "public"."n"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
ALTER TABLE "public"."a" ADD CONSTRAINT "a_pkey" PRIMARY KEY ("id");
