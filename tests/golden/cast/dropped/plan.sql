DROP CAST ("public"."p" AS text);
DROP TYPE "public"."p";
DROP CAST (text AS "public"."mood");
