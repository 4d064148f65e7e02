CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    "a" integer,
    "b" text,
    CONSTRAINT "t_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "public"."t" ADD CONSTRAINT "k" CHECK (a > 0) NOT VALID;
