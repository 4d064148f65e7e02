ALTER TABLE "public"."base"
    ADD CONSTRAINT "c" CHECK (e > 0),
    ADD CONSTRAINT "own" CHECK (e > 1) NO INHERIT;
