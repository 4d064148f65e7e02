CREATE TABLE p (id int, v int GENERATED ALWAYS AS (id + 1) STORED CHECK (v > 0));
CREATE TABLE h (id int, v int CONSTRAINT p_v_check CHECK (v > 0));
CREATE INDEX i ON h (v);
