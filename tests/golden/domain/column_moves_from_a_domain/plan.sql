ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE text,
    ALTER COLUMN "b" TYPE integer USING "b"::integer;
