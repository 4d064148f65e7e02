ALTER TABLE "public"."t"
    ALTER COLUMN "a" DROP DEFAULT,
    ALTER COLUMN "a" TYPE character varying(20),
    ALTER COLUMN "b" TYPE numeric(12,2),
    ALTER COLUMN "a" SET DEFAULT 'x'::character varying;
