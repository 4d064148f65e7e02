CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    "a" text,
    "b" numeric(9,2),
    CONSTRAINT "k" UNIQUE ("id")
);
CREATE UNIQUE INDEX "i" ON "public"."t" USING btree ("id");
ALTER TABLE "public"."t" REPLICA IDENTITY USING INDEX "k";
ALTER TABLE "public"."t" CLUSTER ON "i";
