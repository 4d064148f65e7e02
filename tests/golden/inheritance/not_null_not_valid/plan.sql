ALTER TABLE "public"."up"
    ALTER COLUMN "d" DROP NOT NULL,
    ALTER COLUMN "b" SET NOT NULL;
CREATE TABLE "public"."fresh" () INHERITS ("public"."up");
ALTER TABLE "public"."up" ADD CONSTRAINT "up_a_not_null" NOT NULL "a" NOT VALID;
ALTER TABLE "public"."up" ADD CONSTRAINT "up_c_not_null" NOT NULL "c" NOT VALID;
