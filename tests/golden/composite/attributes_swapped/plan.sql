ALTER TYPE "public"."pair" RENAME ATTRIBUTE "x" TO "x__mizzle_old";
ALTER TYPE "public"."pair" RENAME ATTRIBUTE "y" TO "x";
ALTER TYPE "public"."pair" RENAME ATTRIBUTE "x__mizzle_old" TO "y";
ALTER TYPE "public"."span" RENAME ATTRIBUTE "b" TO "c";
ALTER TYPE "public"."span" RENAME ATTRIBUTE "a" TO "b";
ALTER TYPE "public"."span" ADD ATTRIBUTE "d" integer;
