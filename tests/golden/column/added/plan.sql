ALTER TABLE "public"."t" ADD COLUMN "c" timestamp with time zone DEFAULT now() NOT NULL;
