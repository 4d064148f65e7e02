DROP FUNCTION "app"."both"(integer);
DROP FUNCTION "app"."plain"(integer);
DROP FUNCTION "app"."plain"(integer, text[]);
DROP PROCEDURE "app"."spread"(IN integer[]);
DROP PROCEDURE "app"."work"(IN integer);
