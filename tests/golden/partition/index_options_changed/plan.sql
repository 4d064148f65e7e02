DROP INDEX "public"."i";
CREATE INDEX "i" ON "public"."m" USING btree ("n") WITH ("fillfactor" = '50');
ALTER TABLE "public"."m"
    DROP CONSTRAINT "k",
    ADD CONSTRAINT "k" PRIMARY KEY ("id") WITH ("fillfactor" = '60');
