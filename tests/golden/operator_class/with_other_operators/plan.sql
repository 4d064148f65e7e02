ALTER OPERATOR FAMILY "public"."boxes" USING "gist" DROP OPERATOR 3 (box, box);
ALTER OPERATOR FAMILY "public"."boxes" USING "gist" ADD OPERATOR 3 "public".!~~~ (box, box);
