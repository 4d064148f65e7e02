DROP TABLE "public"."b";
CREATE INDEX "i" ON "public"."t" USING hash ("b");
ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE character varying(10);
