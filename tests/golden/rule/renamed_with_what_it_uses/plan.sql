ALTER TABLE "public"."log" RENAME TO "logs";
ALTER TABLE "public"."t" RENAME TO "u";
ALTER TABLE "public"."u" RENAME COLUMN "name" TO "label";
ALTER RULE "a" ON "public"."u" RENAME TO "b";
