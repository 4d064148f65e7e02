CREATE SCHEMA "when";
CREATE TABLE "when".a (id serial NOT NULL);
CREATE SEQUENCE "when".b_id_seq AS integer;
CREATE TABLE "when".b (id integer DEFAULT nextval('"when".b_id_seq')) INHERITS ("when".a);
ALTER SEQUENCE "when".b_id_seq OWNED BY "when".b.id;
