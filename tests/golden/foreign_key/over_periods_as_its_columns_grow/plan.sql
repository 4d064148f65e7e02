ALTER TABLE "public"."stays"
    DROP CONSTRAINT "stays_room_during_fkey",
    ALTER COLUMN "room" TYPE bigint;
ALTER TABLE "public"."rooms" ALTER COLUMN "id" TYPE bigint;
ALTER TABLE "public"."stays" ADD CONSTRAINT "stays_room_during_fkey" FOREIGN KEY ("room", PERIOD "during") REFERENCES "public"."rooms" ("id", PERIOD "during");
