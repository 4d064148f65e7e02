DROP TABLE "public"."m";
CREATE TABLE "public"."m" (
    "id" bigint NOT NULL,
    "day" date NOT NULL,
    "n" integer DEFAULT 0,
    "note" text
);
CREATE INDEX "m_n" ON "public"."m" USING btree ("n");
