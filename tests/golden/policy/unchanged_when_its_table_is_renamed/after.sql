CREATE TABLE memos (id integer, holder name);
ALTER TABLE memos ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON memos USING (holder = current_user);
CREATE TABLE other (id integer);
CREATE POLICY shared ON other USING (EXISTS (SELECT FROM memos WHERE memos.id = other.id));
