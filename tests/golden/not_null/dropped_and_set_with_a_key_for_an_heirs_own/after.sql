CREATE TABLE public.users (id text COLLATE "C" NOT NULL, CONSTRAINT pk PRIMARY KEY (id));
CREATE TABLE public.x1 (id text COLLATE "C" CONSTRAINT own NOT NULL) INHERITS (public.users);
