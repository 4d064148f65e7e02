ALTER TYPE "public"."point2" RENAME TO "place";
