DROP INDEX "public"."i";
DROP TEXT SEARCH CONFIGURATION "public"."c";
DROP TEXT SEARCH DICTIONARY "public"."d";
CREATE TEXT SEARCH DICTIONARY "public"."d" (TEMPLATE = "snowball", "language" = 'german');
CREATE TEXT SEARCH CONFIGURATION "public"."c" (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION "public"."c" ADD MAPPING FOR "word" WITH "public"."d";
CREATE INDEX "i" ON "public"."t" USING gin ((to_tsvector('public.c'::regconfig, a)));
