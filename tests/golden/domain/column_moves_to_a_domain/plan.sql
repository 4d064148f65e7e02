CREATE DOMAIN "public"."d" AS text CONSTRAINT "d_check" CHECK (VALUE <> ''::text);
CREATE DOMAIN "public"."n" AS integer CONSTRAINT "n_check" CHECK (VALUE > 0);
ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE "public"."d",
    ALTER COLUMN "b" TYPE "public"."n",
    ALTER COLUMN "c" TYPE "public"."n";
