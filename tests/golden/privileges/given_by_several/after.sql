CREATE ROLE one;
CREATE ROLE two;
CREATE ROLE reader;
CREATE TABLE stays (id integer);
CREATE TABLE goes (id integer);
CREATE TABLE goes_of_the_owner_too (id integer);
CREATE TABLE loses_the_option (id integer);
GRANT SELECT ON stays, goes, goes_of_the_owner_too, loses_the_option TO two WITH GRANT OPTION;
GRANT SELECT ON loses_the_option, stays TO reader;
