CREATE ROLE reader;
CREATE ROLE writer;
CREATE TABLE t (id integer);
GRANT SELECT ON t TO reader, writer WITH GRANT OPTION;
SET ROLE reader;
GRANT SELECT ON public.t TO writer WITH GRANT OPTION;
SET ROLE writer;
GRANT SELECT ON public.t TO reader;
RESET ROLE;
