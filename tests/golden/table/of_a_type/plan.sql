DROP TABLE "public"."d";
CREATE TABLE "public"."e" (
    "id" integer NOT NULL,
    "name" text DEFAULT 'x'::text,
    CONSTRAINT "e_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "public"."a"
    DROP COLUMN "gone",
    ADD COLUMN "name" text;
ALTER TABLE "public"."a" OF "public"."person";
ALTER TABLE "public"."b" NOT OF;
ALTER TABLE "public"."c" OF "public"."other";
ALTER TABLE "public"."e" OF "public"."person";
