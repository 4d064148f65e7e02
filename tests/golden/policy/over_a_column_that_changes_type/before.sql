CREATE TABLE notes (id integer, owner name);
CREATE TABLE other (id integer);
ALTER TABLE other ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared ON other USING (id IN (SELECT id FROM notes));
CREATE POLICY kept ON other USING (id > 0);
COMMENT ON POLICY shared ON other IS 'kept';
