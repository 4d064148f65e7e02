CREATE AGGREGATE top(integer) (SFUNC = int4larger, STYPE = integer);
