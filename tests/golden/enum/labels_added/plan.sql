ALTER TYPE "public"."s" ADD VALUE '0' BEFORE 'a';
ALTER TYPE "public"."s" ADD VALUE 'it''s' AFTER 'a';
ALTER TYPE "public"."s" ADD VALUE 'z' AFTER 'c';
