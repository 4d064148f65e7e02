CREATE OR REPLACE AGGREGATE "public"."top"("value" integer) (
    SFUNC = "int4larger",
    STYPE = integer,
    SORTOP = OPERATOR(>)
);
