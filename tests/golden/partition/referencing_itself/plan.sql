CREATE TYPE "public"."mood" AS ENUM ('sad');
CREATE TABLE "public"."days" (
    "day" date NOT NULL,
    "mood" "public"."mood" DEFAULT 'sad'::public.mood,
    CONSTRAINT "days_pkey" PRIMARY KEY ("day"),
    CONSTRAINT "days_mood_check" CHECK (mood = 'sad'::public.mood),
    CONSTRAINT "days_day_fkey" FOREIGN KEY ("day") REFERENCES "public"."days" ("day") ON DELETE SET NULL
) PARTITION BY RANGE (day);
CREATE TABLE "public"."may" PARTITION OF "public"."days" FOR VALUES FROM ('2026-05-01') TO ('2026-06-01');
