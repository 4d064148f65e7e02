ALTER TABLE "public"."t"
    ALTER COLUMN "b" DROP DEFAULT,
    ALTER COLUMN "a" TYPE integer USING "a"::integer,
    ALTER COLUMN "b" TYPE "public"."level" USING "b"::"public"."level",
    ALTER COLUMN "c" TYPE integer[] USING "c"::integer[],
    ALTER COLUMN "b" SET DEFAULT 'low'::public.level;
