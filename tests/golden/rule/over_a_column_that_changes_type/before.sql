CREATE TABLE t (id integer, name text);
CREATE TABLE log (id integer, name text);
CREATE RULE a AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (new.id, new.name);
CREATE RULE b AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (1, new.name);
COMMENT ON RULE a ON t IS 'stays';
