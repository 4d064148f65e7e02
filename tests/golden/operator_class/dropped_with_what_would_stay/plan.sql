ALTER OPERATOR FAMILY "public"."boxes" USING "gist" DROP OPERATOR 3 (box, box), OPERATOR 15 (box, point);
DROP OPERATOR CLASS "public"."boxes" USING "gist";
