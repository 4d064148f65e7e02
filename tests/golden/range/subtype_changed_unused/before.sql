CREATE TYPE floats AS RANGE (subtype = float8);
