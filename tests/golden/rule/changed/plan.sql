ALTER RULE "e" ON "public"."t" RENAME TO "f";
DROP RULE "d" ON "public"."t";
CREATE OR REPLACE RULE "a" AS
    ON UPDATE TO "public"."t" DO INSTEAD NOTHING;
CREATE OR REPLACE RULE "b" AS
    ON DELETE TO "public"."t" WHERE (old.id > 2) DO INSTEAD NOTHING;
COMMENT ON RULE "c" ON "public"."t" IS 'new';
ALTER TABLE "public"."t" ENABLE ALWAYS RULE "c";
