DROP INDEX "public"."t_id";
