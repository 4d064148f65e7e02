CREATE TABLE v (id bigint);
