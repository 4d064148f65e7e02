ALTER TYPE "staging"."kind" RENAME TO "sort__mizzle_old";
ALTER TYPE "staging"."sort__mizzle_old" SET SCHEMA "public";
ALTER TYPE "public"."sort__mizzle_old" RENAME TO "sort";
ALTER TABLE "staging"."orders" RENAME TO "a.b";
ALTER TABLE "staging"."a.b" SET SCHEMA "public";
