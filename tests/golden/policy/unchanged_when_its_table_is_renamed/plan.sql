ALTER TABLE "public"."notes" RENAME TO "memos";
ALTER TABLE "public"."memos" RENAME COLUMN "owner" TO "holder";
