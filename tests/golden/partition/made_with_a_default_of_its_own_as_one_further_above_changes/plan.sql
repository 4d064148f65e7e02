ALTER TABLE "public"."a" ALTER COLUMN "b" SET DEFAULT 'q'::text;
CREATE TABLE "public"."n" PARTITION OF "public"."m" (
    "b" DEFAULT 'own'::text
) FOR VALUES IN (1);
