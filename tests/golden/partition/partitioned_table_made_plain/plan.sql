ALTER TABLE "public"."m" RENAME TO "m__mizzle_old";
CREATE TABLE "public"."m" (
    "id" bigint NOT NULL,
    "day" date NOT NULL,
    "n" integer DEFAULT 0,
    "note" text
);
INSERT INTO "public"."m" ("id", "day", "n", "note")
SELECT "id", "day", "n", "note" FROM "public"."m__mizzle_old";
DROP TABLE "public"."m__mizzle_old";
CREATE INDEX "m_n" ON "public"."m" USING btree ("n");
