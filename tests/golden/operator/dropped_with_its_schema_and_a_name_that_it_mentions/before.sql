CREATE SCHEMA app;
CREATE FUNCTION app.has(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2) > 0';
CREATE OPERATOR app.?> (FUNCTION = app.has, LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR(app.<?), NEGATOR = OPERATOR(app.!?>));
