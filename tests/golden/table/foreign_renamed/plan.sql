ALTER TABLE "public"."notes" SET SCHEMA "shop";
ALTER TABLE "shop"."notes" RENAME TO "memos";
