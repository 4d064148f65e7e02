CREATE UNLOGGED TABLE employee (id int PRIMARY KEY);
CREATE UNLOGGED SEQUENCE customer_id_seq AS int;
CREATE UNLOGGED TABLE client (id int NOT NULL DEFAULT nextval('customer_id_seq'), employee int REFERENCES employee);
ALTER SEQUENCE customer_id_seq OWNED BY client.id;
