CREATE TYPE "public"."s" AS ENUM ('a', 'b', 'c');
COMMENT ON TYPE "public"."s" IS 'words';
CREATE TABLE "public"."t" (
    "id" integer,
    "s" "public"."s" DEFAULT 'a'::public.s,
    "l" "public"."s"[] DEFAULT '{a,c}'::public.s[],
    CONSTRAINT "t_s_check" CHECK (s <> 'c'::public.s)
);
CREATE INDEX "i" ON "public"."t" USING btree ("s") WHERE (s = 'a'::public.s);
