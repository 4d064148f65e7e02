ALTER TABLE "public"."t" RENAME CONSTRAINT "t_a_not_null" TO "r";
ALTER TABLE "public"."t" RENAME CONSTRAINT "q" TO "t_b_not_null";
CREATE TABLE "public"."u" (
    "a" integer CONSTRAINT "h" NOT NULL,
    CONSTRAINT "u_pkey" PRIMARY KEY ("a")
);
ALTER TABLE "public"."t"
    ALTER COLUMN "d" DROP NOT NULL,
    ADD COLUMN "f" integer CONSTRAINT "g" NOT NULL;
ALTER TABLE "public"."t" ADD CONSTRAINT "s" NOT NULL "c";
