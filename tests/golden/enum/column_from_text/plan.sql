CREATE TYPE "public"."s" AS ENUM ('a', 'b', 'c');
ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_s_check",
    ALTER COLUMN "s" DROP DEFAULT,
    ALTER COLUMN "s" TYPE "public"."s" USING "s"::"public"."s",
    ALTER COLUMN "s" SET DEFAULT 'a'::public.s,
    ADD CONSTRAINT "t_s_check" CHECK (s <> 'b'::public.s);
