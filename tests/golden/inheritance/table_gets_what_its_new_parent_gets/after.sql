CREATE TABLE p (a integer, b text CONSTRAINT c CHECK (b <> ''));
CREATE TABLE k () INHERITS (p);
