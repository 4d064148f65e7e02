CREATE TEXT SEARCH DICTIONARY "public"."d" (TEMPLATE = "simple");
CREATE TEXT SEARCH CONFIGURATION "public"."c" (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION "public"."c" ADD MAPPING FOR "asciihword", "asciiword", "hword", "hword_asciipart", "hword_part" WITH "english_stem";
ALTER TEXT SEARCH CONFIGURATION "public"."c" ADD MAPPING FOR "email", "file", "float", "host", "hword_numpart", "numhword", "numword", "sfloat", "uint", "url", "url_path", "version" WITH "simple";
ALTER TEXT SEARCH CONFIGURATION "public"."c" ADD MAPPING FOR "int", "word" WITH "public"."d", "simple";
COMMENT ON TEXT SEARCH CONFIGURATION "public"."c" IS 'c';
CREATE TABLE "public"."t" (
    "a" text,
    "b" tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, a)) STORED
);
