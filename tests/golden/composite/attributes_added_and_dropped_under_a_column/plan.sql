ALTER TYPE "public"."p" DROP ATTRIBUTE "b", ADD ATTRIBUTE "d" integer;
