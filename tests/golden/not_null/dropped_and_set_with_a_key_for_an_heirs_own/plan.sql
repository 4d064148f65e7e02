ALTER TABLE "public"."users"
    DROP CONSTRAINT "pk",
    ALTER COLUMN "id" DROP NOT NULL,
    ALTER COLUMN "id" TYPE text COLLATE "C";
ALTER TABLE "public"."users" ADD CONSTRAINT "pk" PRIMARY KEY ("id");
