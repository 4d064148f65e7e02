ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_a_fkey",
    DROP CONSTRAINT "t_b_fkey",
    ALTER COLUMN "a" TYPE numeric,
    ALTER COLUMN "b" TYPE integer,
    ALTER COLUMN "c" TYPE bigint;
ALTER TABLE "public"."p"
    ALTER COLUMN "a" TYPE numeric,
    ALTER COLUMN "b" TYPE integer,
    ALTER COLUMN "c" TYPE bigint;
ALTER TABLE "public"."t"
    ADD CONSTRAINT "t_a_fkey" FOREIGN KEY ("a") REFERENCES "public"."p" ("a"),
    ADD CONSTRAINT "t_b_fkey" FOREIGN KEY ("b") REFERENCES "public"."p" ("b");
