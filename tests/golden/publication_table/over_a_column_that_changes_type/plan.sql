ALTER PUBLICATION "columns" DROP TABLE "public"."a";
ALTER PUBLICATION "news" DROP TABLE "public"."a";
ALTER TABLE "public"."a"
    DROP COLUMN "c",
    ALTER COLUMN "id" TYPE bigint;
ALTER PUBLICATION "columns" ADD TABLE "public"."a" ("id", "b");
ALTER PUBLICATION "news" ADD TABLE "public"."a" WHERE (id > 0);
