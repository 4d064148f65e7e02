DROP CAST (integer AS "public"."e");
CREATE CAST (integer AS "public"."e") WITH INOUT;
