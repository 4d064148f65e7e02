DROP POLICY "shared" ON "public"."other";
ALTER TABLE "public"."notes" ALTER COLUMN "id" TYPE bigint;
CREATE POLICY "shared" ON "public"."other" USING (id IN ( SELECT notes.id
   FROM public.notes));
COMMENT ON POLICY "shared" ON "public"."other" IS 'kept';
