CREATE OR REPLACE AGGREGATE "public"."avg2"(numeric) (
    SFUNC = "numeric_avg_accum",
    STYPE = internal,
    FINALFUNC = "numeric_avg",
    COMBINEFUNC = "numeric_avg_combine",
    SERIALFUNC = "numeric_avg_serialize",
    DESERIALFUNC = "numeric_avg_deserialize",
    MSFUNC = "numeric_avg_accum",
    MSTYPE = internal,
    MINVFUNC = "numeric_accum_inv",
    MFINALFUNC = "numeric_avg"
);
