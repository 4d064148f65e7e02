ALTER TABLE "public"."p"
    ALTER COLUMN "u" TYPE character varying(200),
    ALTER COLUMN "v" TYPE character varying,
    ALTER COLUMN "v" SET STORAGE main,
    ALTER COLUMN "v" SET COMPRESSION pglz,
    ALTER COLUMN "v" SET STATISTICS 9;
ALTER TABLE "public"."c"
    ALTER COLUMN "u" SET STORAGE external,
    ALTER COLUMN "v" SET COMPRESSION pglz,
    ALTER COLUMN "v" SET STATISTICS -1;
ALTER TABLE "public"."d" ALTER COLUMN "u" SET STORAGE main;
