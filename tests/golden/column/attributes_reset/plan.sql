ALTER TABLE "public"."t"
    ALTER COLUMN "a" SET COMPRESSION default,
    ALTER COLUMN "b" SET STATISTICS -1,
    ALTER COLUMN "b" RESET ("n_distinct");
