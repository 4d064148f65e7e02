CREATE AGGREGATE top(value integer) (SFUNC = int4larger, STYPE = integer, SORTOP = >);
