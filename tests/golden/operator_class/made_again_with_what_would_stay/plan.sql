ALTER OPERATOR FAMILY "public"."boxes" USING "gist" DROP OPERATOR 3 (box, box), OPERATOR 15 (box, point);
DROP OPERATOR CLASS "public"."boxes" USING "gist";
CREATE FUNCTION "public"."split"(internal, internal)
    RETURNS internal
    LANGUAGE "internal"
    IMMUTABLE STRICT
    AS $$gist_box_picksplit$$;
CREATE OPERATOR CLASS "public"."boxes" FOR TYPE box USING "gist" FAMILY "public"."boxes" AS
    OPERATOR 3 "public".~~~ (box, box),
    OPERATOR 15 "pg_catalog".<-> (box, point) FOR ORDER BY "float_ops",
    FUNCTION 1 (box, box) "gist_box_consistent"(internal, box, smallint, oid, internal),
    FUNCTION 2 (box, box) "gist_box_union"(internal, internal),
    FUNCTION 5 (box, box) "gist_box_penalty"(internal, internal, internal),
    FUNCTION 6 (box, box) "public"."split"(internal, internal),
    FUNCTION 7 (box, box) "gist_box_same"(box, box, internal);
