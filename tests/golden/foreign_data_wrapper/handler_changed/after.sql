CREATE EXTENSION postgres_fdw SCHEMA public; CREATE FOREIGN DATA WRAPPER a HANDLER postgres_fdw_handler;
