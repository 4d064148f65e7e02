ALTER TABLE "public"."a" DROP CONSTRAINT "gone";
ALTER TABLE "public"."a" SET LOGGED;
ALTER TABLE "public"."b" ADD CONSTRAINT "come" FOREIGN KEY ("a") REFERENCES "public"."a" ("id");
