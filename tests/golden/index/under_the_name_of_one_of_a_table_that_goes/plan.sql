DROP TABLE "public"."b";
ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE character varying(10);
CREATE INDEX "i" ON "public"."t" USING hash ("b");
