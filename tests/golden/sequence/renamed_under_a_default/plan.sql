ALTER SEQUENCE "public"."s" RENAME TO "z";
