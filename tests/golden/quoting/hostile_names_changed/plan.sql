ALTER TABLE "public"."q""x"
    ALTER COLUMN "a b" TYPE bigint,
    ALTER COLUMN "{0}" TYPE character varying(3),
    ALTER COLUMN "a b" SET NOT NULL,
    ALTER COLUMN "%s" SET DEFAULT '%s {} \'::text;
