ALTER TABLE "public"."f" DROP CONSTRAINT "fk";
ALTER TABLE "public"."a" DETACH PARTITION "public"."n";
ALTER TABLE "public"."n" DROP CONSTRAINT "n_id_key";
ALTER TABLE "public"."a" DROP CONSTRAINT "k";
ALTER TABLE "public"."f" ADD CONSTRAINT "fk" FOREIGN KEY ("x") REFERENCES "public"."n" ("id");
