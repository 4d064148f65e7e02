ALTER TABLE "public"."h" DROP CONSTRAINT "c";
ALTER TABLE "public"."p" ALTER COLUMN "m" TYPE text;
ALTER TABLE "public"."h" ADD CONSTRAINT "d" CHECK (m = 'a'::text);
