CREATE TABLE p (id text COLLATE "C", n integer);
CREATE TABLE c (o oid, UNIQUE (id), UNIQUE (o, n) INCLUDE (id)) INHERITS (p);
CREATE INDEX ci ON c (o) WHERE id <> $$x$$;
CREATE INDEX co ON c (o);
CREATE TABLE d (CHECK (id <> $$y$$)) INHERITS (c);
