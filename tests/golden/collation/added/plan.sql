CREATE SCHEMA "app";
CREATE COLLATION "app"."mixed" (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'POSIX');
COMMENT ON COLLATION "app"."mixed" IS 'it''s C';
CREATE COLLATION "app"."plain" (PROVIDER = libc, LOCALE = 'C');
CREATE TABLE "app"."words" (
    "word" text COLLATE "app"."plain" NOT NULL,
    CONSTRAINT "words_pkey" PRIMARY KEY ("word")
);
CREATE INDEX "words_mixed" ON "app"."words" USING btree ("word" COLLATE "app"."mixed");
