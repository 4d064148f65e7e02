ALTER TABLE "public"."t"
    ALTER COLUMN "a" DROP DEFAULT,
    ALTER COLUMN "a" TYPE integer USING "a"::integer,
    ALTER COLUMN "b" TYPE text,
    ALTER COLUMN "a" SET DEFAULT 1;
