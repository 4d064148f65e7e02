ALTER TABLE "public"."f" DROP CONSTRAINT "fk";
ALTER TABLE "public"."a" DROP CONSTRAINT "k";
ALTER TABLE "public"."f" ADD CONSTRAINT "fk" FOREIGN KEY ("x") REFERENCES "public"."n" ("id");
