CREATE TABLE t (id integer, name text);
CREATE TABLE log (id integer, what text);
CREATE VIEW v AS SELECT * FROM t;
CREATE RULE "Quiet one" AS ON DELETE TO t DO INSTEAD NOTHING;
CREATE RULE logged AS ON INSERT TO t WHERE new.id > 0 DO ALSO (INSERT INTO log VALUES (new.id, 'in'); UPDATE log SET what = 'twice');
CREATE RULE writes AS ON UPDATE TO v DO INSTEAD UPDATE t SET name = new.name WHERE id = old.id RETURNING t.id, t.name;
CREATE RULE off AS ON UPDATE TO t DO ALSO NOTIFY t;
ALTER TABLE t DISABLE RULE off;
COMMENT ON RULE writes ON v IS 'writes';
