ALTER TABLE "public"."b" DROP CONSTRAINT "gone";
ALTER TABLE "public"."a" SET UNLOGGED;
ALTER TABLE "public"."a" ADD CONSTRAINT "come" FOREIGN KEY ("kept") REFERENCES "public"."kept" ("id");
