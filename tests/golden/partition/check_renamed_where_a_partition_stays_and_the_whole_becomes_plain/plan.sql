ALTER TABLE "public"."p" RENAME TO "p__mizzle_old";
ALTER TABLE "public"."p__mizzle_old" RENAME CONSTRAINT "when" TO "users";
ALTER TABLE "public"."p__mizzle_old" DETACH PARTITION "public"."p1";
CREATE TABLE "public"."p" (
    "id" integer NOT NULL,
    CONSTRAINT "users" CHECK (id > 0)
);
INSERT INTO "public"."p" ("id")
SELECT "id" FROM "public"."p__mizzle_old";
ALTER TABLE "public"."p1" DROP CONSTRAINT "users";
DROP TABLE "public"."p__mizzle_old";
