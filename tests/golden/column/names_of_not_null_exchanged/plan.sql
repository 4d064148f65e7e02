ALTER TABLE "public"."notes" RENAME CONSTRAINT "four" TO "five";
ALTER TABLE "public"."notes" RENAME CONSTRAINT "one" TO "two__mizzle_old";
ALTER TABLE "public"."notes" RENAME CONSTRAINT "two" TO "one";
ALTER TABLE "public"."notes" RENAME CONSTRAINT "two__mizzle_old" TO "two";
ALTER TABLE "public"."notes" RENAME CONSTRAINT "three" TO "four";
ALTER TABLE "public"."notes" ADD CONSTRAINT "three" NOT NULL "d";
