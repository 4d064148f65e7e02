ALTER TABLE "public"."u" DETACH PARTITION "public"."a";
ALTER TABLE "public"."a"
    DROP CONSTRAINT "a_pkey",
    DROP CONSTRAINT "fk";
ALTER TABLE "public"."u" DETACH PARTITION "public"."b";
ALTER TABLE "public"."b"
    DROP CONSTRAINT "b_pkey",
    DROP CONSTRAINT "fk";
