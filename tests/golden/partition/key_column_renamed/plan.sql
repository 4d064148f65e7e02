ALTER TABLE "public"."m" RENAME COLUMN "day" TO "at";
ALTER TABLE "public"."m1"
    DROP COLUMN "day",
    ADD COLUMN "at" date NOT NULL;
