ALTER TYPE "public"."mood" RENAME VALUE 'good' TO 'good__mizzle_old';
ALTER TYPE "public"."mood" RENAME VALUE 'bad' TO 'good';
ALTER TYPE "public"."mood" RENAME VALUE 'good__mizzle_old' TO 'bad';
ALTER TYPE "public"."mood" ADD VALUE 'fine' AFTER 'good';
ALTER TYPE "public"."step" RENAME VALUE 'two' TO 'three';
ALTER TYPE "public"."step" RENAME VALUE 'one' TO 'two';
