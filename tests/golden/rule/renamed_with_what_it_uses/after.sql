CREATE TABLE u (id integer, label text);
CREATE TABLE logs (id integer, name text);
CREATE RULE b AS ON INSERT TO u DO ALSO INSERT INTO logs VALUES (new.id, new.label);
