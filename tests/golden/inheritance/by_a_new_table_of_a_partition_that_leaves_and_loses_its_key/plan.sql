ALTER TABLE "public"."p" DETACH PARTITION "public"."c";
ALTER TABLE "public"."c" DROP CONSTRAINT "c_pkey";
CREATE TABLE "public"."n" () INHERITS ("public"."c");
