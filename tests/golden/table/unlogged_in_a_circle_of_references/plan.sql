ALTER TABLE "public"."b" DROP CONSTRAINT "b_a";
ALTER TABLE "public"."a" SET UNLOGGED;
ALTER TABLE "public"."b" SET UNLOGGED;
ALTER TABLE "public"."b" ADD CONSTRAINT "b_a" FOREIGN KEY ("a") REFERENCES "public"."a" ("id");
