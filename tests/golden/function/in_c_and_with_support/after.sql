CREATE FUNCTION handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION checker(oid) RETURNS void LANGUAGE c STRICT COST 3.3 AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE FUNCTION more() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION supported(text, text) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT COST 0.1 SUPPORT textlike_support AS 'textlike';
CREATE FUNCTION unsupported(text, text) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'textlike';
