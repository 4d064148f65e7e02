CREATE COLLATION "public"."fast" (PROVIDER = builtin, LOCALE = 'C.UTF-8');
CREATE TABLE "public"."t" (
    "a" text COLLATE "public"."fast"
);
