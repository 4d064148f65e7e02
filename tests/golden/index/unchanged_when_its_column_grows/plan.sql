ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE character varying(20);
