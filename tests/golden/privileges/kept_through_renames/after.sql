CREATE ROLE app;
CREATE TABLE memos (number integer);
GRANT SELECT ON memos TO app;
GRANT UPDATE (number) ON memos TO app;
