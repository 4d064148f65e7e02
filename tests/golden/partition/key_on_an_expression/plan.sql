CREATE TABLE "public"."m" (
    "id" bigint,
    "name" text
) PARTITION BY RANGE (lower(name) COLLATE "C" text_pattern_ops, id);
