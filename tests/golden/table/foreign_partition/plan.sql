ALTER TABLE "public"."days" ATTACH PARTITION "public"."old_days" FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE FOREIGN TABLE "public"."heir" (
    "more" text OPTIONS ("name" 'more')
) INHERITS ("public"."base") SERVER "archive";
CREATE FOREIGN TABLE "public"."new_days" PARTITION OF "public"."days" FOR VALUES FROM ('2021-01-01') TO ('2022-01-01') SERVER "archive";
ALTER TABLE "public"."new_days" ALTER COLUMN "id" OPTIONS (ADD "name" 'key');
