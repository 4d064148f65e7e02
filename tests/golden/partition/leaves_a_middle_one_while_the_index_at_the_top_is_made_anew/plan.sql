DROP INDEX "public"."b";
ALTER TABLE "public"."middle" DETACH PARTITION "public"."leaf";
CREATE INDEX "b" ON "public"."top" USING hash ("id");
