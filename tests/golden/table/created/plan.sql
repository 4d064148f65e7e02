CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    "b" text DEFAULT 'x'::text NOT NULL,
    CONSTRAINT "t_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "t_b_key" UNIQUE ("b"),
    CONSTRAINT "t_b_check" CHECK (b <> ''::text)
);
