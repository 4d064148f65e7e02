ALTER TABLE "public"."t"
    ALTER COLUMN "a" SET STORAGE external,
    ALTER COLUMN "a" SET COMPRESSION pglz,
    ALTER COLUMN "b" SET STATISTICS 500,
    ALTER COLUMN "b" SET ("n_distinct" = '-0.5');
