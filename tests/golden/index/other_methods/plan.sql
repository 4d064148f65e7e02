CREATE INDEX "b" ON "public"."t" USING brin ("d") WITH ("pages_per_range" = '16');
CREATE INDEX "g" ON "public"."t" USING gin ("j" "jsonb_path_ops");
CREATE INDEX "s" ON "public"."t" USING spgist ("p");
CREATE INDEX "x" ON "public"."t" USING gist ("r");
