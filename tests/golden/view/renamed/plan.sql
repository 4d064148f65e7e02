ALTER VIEW "public"."v" RENAME TO "u";
