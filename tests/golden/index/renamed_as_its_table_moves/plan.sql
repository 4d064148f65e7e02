ALTER TABLE "public"."t" SET SCHEMA "app";
ALTER SEQUENCE "public"."s" RENAME TO "i";
ALTER TABLE "public"."u" RENAME TO "k";
ALTER INDEX "app"."k" RENAME TO "m";
ALTER INDEX "app"."j" RENAME TO "l";
ALTER TABLE "app"."t" RENAME TO "j";
ALTER INDEX "app"."i" RENAME TO "s";
