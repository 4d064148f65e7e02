CREATE SCHEMA app;
CREATE TABLE app.x (a int);
CREATE INDEX i ON app.x (a);
CREATE INDEX k ON app.x (a);
CREATE INDEX t_a_seq ON app.x (a);
CREATE INDEX t_id_seq ON app.x (a);
CREATE INDEX gone ON app.x (a);
CREATE TABLE app.u (id int GENERATED ALWAYS AS IDENTITY, a serial, CONSTRAINT kk PRIMARY KEY (id));
CREATE INDEX j ON app.u (a);
