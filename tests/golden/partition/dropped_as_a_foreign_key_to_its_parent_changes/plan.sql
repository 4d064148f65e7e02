CREATE OR REPLACE VIEW "public"."v" AS
SELECT day
   FROM public.notes;
ALTER TABLE "public"."notes" DROP CONSTRAINT "notes_day_fkey";
DROP TABLE "public"."april";
ALTER TABLE "public"."notes" ADD CONSTRAINT "notes_day_fkey" FOREIGN KEY ("day") REFERENCES "public"."days" ("day") ON DELETE CASCADE;
