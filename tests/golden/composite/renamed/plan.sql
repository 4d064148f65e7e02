ALTER TYPE "public"."p" RENAME TO "q";
