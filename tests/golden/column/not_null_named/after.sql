CREATE TABLE t (a integer CONSTRAINT r NOT NULL, b integer NOT NULL, c integer CONSTRAINT s NOT NULL, d integer, f integer CONSTRAINT g NOT NULL);
CREATE TABLE w (a integer NOT NULL);
CREATE TABLE u (a integer CONSTRAINT h NOT NULL, PRIMARY KEY (a));
