ALTER TYPE "public"."floats" SET SCHEMA "app";
ALTER TYPE "app"."floats" RENAME TO "numbers";
ALTER TYPE "public"."floats_multirange" SET SCHEMA "app";
ALTER TYPE "app"."floats_multirange" RENAME TO "numbers_multirange";
