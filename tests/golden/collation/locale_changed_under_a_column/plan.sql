ALTER COLLATION "public"."plain" RENAME TO "plain__mizzle_old";
DROP INDEX "public"."words_other";
DROP VIEW "public"."low";
CREATE COLLATION "public"."plain" (PROVIDER = libc, LOCALE = 'POSIX');
ALTER TABLE "public"."words"
    DROP CONSTRAINT "words_other_check",
    ALTER COLUMN "word" TYPE text COLLATE "public"."plain",
    ALTER COLUMN "shown" SET DEFAULT ('x'::text COLLATE public.plain),
    ADD CONSTRAINT "words_other_check" CHECK (other < ('b'::text COLLATE public.plain));
DROP COLLATION "public"."plain__mizzle_old";
CREATE INDEX "words_other" ON "public"."words" USING btree ("other" COLLATE "public"."plain");
CREATE VIEW "public"."low" AS
SELECT other
   FROM public.words
  WHERE (word < ('m'::text COLLATE public.plain));
