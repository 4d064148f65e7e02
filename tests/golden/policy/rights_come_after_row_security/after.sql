CREATE ROLE reader;
CREATE TABLE old (id int, owner name, note text);
CREATE POLICY own ON old USING (owner = CURRENT_USER);
ALTER TABLE old ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON old TO reader;
CREATE TABLE fresh (id int, owner name);
CREATE POLICY own ON fresh USING (owner = CURRENT_USER);
ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;
GRANT INSERT, SELECT (id) ON fresh TO reader;
