ALTER TABLE "public"."users" DROP CONSTRAINT "pk";
ALTER TABLE "public"."users" ALTER COLUMN "id" DROP NOT NULL;
ALTER TABLE "public"."users"
    ALTER COLUMN "id" TYPE text COLLATE "C",
    ADD CONSTRAINT "pk" PRIMARY KEY ("id");
