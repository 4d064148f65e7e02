ALTER TABLE "public"."m" DETACH PARTITION "public"."n";
ALTER TABLE "public"."n"
    DROP CONSTRAINT "n_pkey",
    ADD COLUMN "b" integer;
DROP TABLE "public"."m";
CREATE TABLE "public"."f" (
    "id" integer,
    CONSTRAINT "f_id_fkey" FOREIGN KEY ("id") REFERENCES "public"."a" ("id")
);
