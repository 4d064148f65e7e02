ALTER TABLE "public"."a" DETACH PARTITION "public"."n";
CREATE TABLE "public"."p" (
    "id" integer
);
ALTER TABLE "public"."n" INHERIT "public"."p";
ALTER TABLE "public"."n" CLUSTER ON "i";
