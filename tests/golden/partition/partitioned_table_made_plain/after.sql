CREATE TABLE m (id bigint NOT NULL, day date NOT NULL, n integer DEFAULT 0, note text); CREATE INDEX m_n ON m (n);
