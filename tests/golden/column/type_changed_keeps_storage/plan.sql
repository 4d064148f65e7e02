ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE character varying(90),
    ALTER COLUMN "a" SET STORAGE external;
