ALTER TABLE "public"."p" DROP COLUMN "b";
CREATE TABLE "public"."h" (
    "b" text
) INHERITS ("public"."p");
