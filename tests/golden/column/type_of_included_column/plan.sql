ALTER TABLE "public"."c" DROP CONSTRAINT "c_a_fkey";
ALTER TABLE "public"."t" ALTER COLUMN "b" TYPE character varying;
ALTER TABLE "public"."c" ADD CONSTRAINT "c_a_fkey" FOREIGN KEY ("a") REFERENCES "public"."t" ("a");
