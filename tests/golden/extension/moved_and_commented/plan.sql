COMMENT ON EXTENSION "btree_gist" IS 'words';
ALTER EXTENSION "btree_gist" SET SCHEMA "a";
