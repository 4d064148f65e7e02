CREATE TABLE t (id int PRIMARY KEY WITH (fillfactor=60)); COMMENT ON CONSTRAINT t_pkey ON t IS 'words';
