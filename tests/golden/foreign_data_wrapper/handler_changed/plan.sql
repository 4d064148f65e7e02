ALTER FOREIGN DATA WRAPPER "a" HANDLER public.postgres_fdw_handler;
