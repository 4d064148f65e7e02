CREATE TABLE "public"."o" (
    "a" bigint,
    "b" date,
    CONSTRAINT "o_a_b_fkey" FOREIGN KEY ("a", "b") REFERENCES "public"."m" ("id", "day")
);
