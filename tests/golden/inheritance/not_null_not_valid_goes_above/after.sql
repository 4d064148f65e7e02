CREATE TABLE up (a integer);
CREATE TABLE alone (a integer NOT NULL) INHERITS (up);
