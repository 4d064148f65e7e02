CREATE TABLE public.users (id varchar(20) NOT NULL, CONSTRAINT pk PRIMARY KEY (id));
CREATE TABLE public.x1 (id varchar(20) CONSTRAINT own NOT NULL) INHERITS (public.users);
