DROP INDEX "public"."i";
