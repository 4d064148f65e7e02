ALTER TYPE "public"."status" RENAME TO "state";
ALTER AGGREGATE "public"."counted"(*) RENAME TO "numbered";
CREATE SCHEMA "app";
ALTER AGGREGATE "public"."a"("public"."state") SET SCHEMA "app";
ALTER AGGREGATE "app"."a"("public"."state") RENAME TO "b";
