CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    CONSTRAINT "one" PRIMARY KEY ("id")
);
ALTER TABLE "public"."t" ADD CONSTRAINT "two" UNIQUE ("id");
