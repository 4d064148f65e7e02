CREATE TABLE "public"."new" (
    "a" integer
);
ALTER TABLE "public"."had"
    ALTER COLUMN "a" DROP NOT NULL,
    ALTER COLUMN "b" DROP NOT NULL,
    ALTER COLUMN "d" DROP NOT NULL,
    ADD COLUMN "g" text;
ALTER TABLE "public"."had" ADD CONSTRAINT "had_a_not_null" NOT NULL "a" NOT VALID;
ALTER TABLE "public"."had" ADD CONSTRAINT "own" NOT NULL "b" NOT VALID;
ALTER TABLE "public"."had" ADD CONSTRAINT "other" NOT NULL "c" NOT VALID;
ALTER TABLE "public"."had"
    ALTER COLUMN "e" SET NOT NULL,
    ALTER COLUMN "f" SET NOT NULL;
ALTER TABLE "public"."had" RENAME CONSTRAINT "few" TO "many";
ALTER TABLE "public"."keyed" ALTER COLUMN "a" SET NOT NULL;
ALTER TABLE "public"."had" ADD CONSTRAINT "late" NOT NULL "g" NOT VALID;
ALTER TABLE "public"."new" ADD CONSTRAINT "later" NOT NULL "a" NOT VALID;
ALTER TABLE "public"."keyed" ADD CONSTRAINT "keyed_pkey" PRIMARY KEY ("a");
