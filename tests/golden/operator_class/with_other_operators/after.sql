CREATE FUNCTION near(box, box) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 && $2';
CREATE FUNCTION far(box, box) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT NOT $1 && $2';
CREATE OPERATOR ~~~ (FUNCTION = near, LEFTARG = box, RIGHTARG = box);
CREATE OPERATOR !~~~ (FUNCTION = far, LEFTARG = box, RIGHTARG = box);
CREATE OPERATOR FAMILY boxes USING gist;
CREATE OPERATOR CLASS boxes FOR TYPE box USING gist FAMILY boxes AS OPERATOR 3 !~~~, OPERATOR 15 <-> (box, point) FOR ORDER BY float_ops,
    FUNCTION 1 gist_box_consistent(internal, box, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
    FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal), STORAGE box;
