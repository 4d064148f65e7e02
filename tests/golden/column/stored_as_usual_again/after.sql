CREATE TABLE notes (a text, b numeric, c integer[], d inet);
