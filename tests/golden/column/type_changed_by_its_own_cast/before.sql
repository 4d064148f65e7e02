CREATE TABLE t (a point, b polygon, c box, d int4range, e regclass, f regtype, g "char", h int4range[], i regproc[], j int);
