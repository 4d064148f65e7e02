CREATE TABLE t (s text DEFAULT 'a' CHECK (s <> 'b'));
