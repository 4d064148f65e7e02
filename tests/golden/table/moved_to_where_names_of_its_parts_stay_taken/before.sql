CREATE SCHEMA app;
CREATE TABLE app.x (a int);
CREATE INDEX i ON app.x (a);
CREATE INDEX k ON app.x (a);
CREATE INDEX t_a_seq ON app.x (a);
CREATE INDEX t_id_seq ON app.x (a);
CREATE INDEX gone ON app.x (a);
CREATE TABLE public.t (id int GENERATED ALWAYS AS IDENTITY, a serial, CONSTRAINT k PRIMARY KEY (id), CONSTRAINT gone UNIQUE (a));
CREATE INDEX i ON public.t (a);
