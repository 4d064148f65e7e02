CREATE TABLE t (a box, b circle, c point, d int4multirange, e oid, f bigint, g int, h int4multirange[], i oid[], j "char");
