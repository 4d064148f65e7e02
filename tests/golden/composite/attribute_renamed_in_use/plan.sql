ALTER TYPE "public"."point2" RENAME ATTRIBUTE "x" TO "z";
