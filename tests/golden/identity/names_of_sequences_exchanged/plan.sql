ALTER SEQUENCE "public"."y" RENAME TO "y__mizzle_old";
ALTER INDEX "public"."b" RENAME TO "b__mizzle_old";
ALTER SEQUENCE "public"."p" RENAME TO "q";
ALTER SEQUENCE "public"."x" RENAME TO "y";
ALTER SEQUENCE "public"."z" RENAME TO "x";
ALTER SEQUENCE "public"."y__mizzle_old" RENAME TO "z";
ALTER SEQUENCE "public"."a" RENAME TO "b";
ALTER INDEX "public"."b__mizzle_old" RENAME TO "a";
