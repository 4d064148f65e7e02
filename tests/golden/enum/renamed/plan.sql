ALTER TYPE "public"."s" RENAME TO "z";
