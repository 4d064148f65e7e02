ALTER TABLE "public"."base"
    ALTER COLUMN "at" DROP DEFAULT,
    ALTER COLUMN "e" TYPE bigint,
    ADD COLUMN "f" text,
    ALTER COLUMN "e" SET NOT NULL;
