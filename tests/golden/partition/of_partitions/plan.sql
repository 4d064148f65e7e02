CREATE TABLE "public"."ma" PARTITION OF "public"."m" FOR VALUES IN ('a', NULL) PARTITION BY HASH (id);
CREATE TABLE "public"."ma0" PARTITION OF "public"."ma" FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE "public"."ma1" PARTITION OF "public"."ma" FOR VALUES WITH (modulus 2, remainder 1);
