CREATE TABLE "public"."o" (
    "id" bigint NOT NULL,
    CONSTRAINT "o_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "public"."m"
    DROP CONSTRAINT "c",
    ADD CONSTRAINT "u" UNIQUE ("id", "day"),
    ADD CONSTRAINT "c" CHECK (n > 0),
    ADD CONSTRAINT "f" FOREIGN KEY ("id") REFERENCES "public"."o" ("id");
