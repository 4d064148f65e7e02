DROP INDEX "public"."i";
CREATE OR REPLACE FUNCTION "public"."key"(text)
    RETURNS text
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT upper(public.trimmed($1))$$;
CREATE INDEX "i" ON "public"."t" USING btree ((public.key((name || ''::text))));
