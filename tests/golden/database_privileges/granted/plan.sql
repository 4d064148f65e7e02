DO $$BEGIN EXECUTE pg_catalog.format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', pg_catalog.current_database()); END$$;
DO $$BEGIN EXECUTE pg_catalog.format('GRANT ALL ON DATABASE %I TO "100%% it''s"', pg_catalog.current_database()); END$$;
DO $$BEGIN EXECUTE pg_catalog.format('GRANT CREATE ON DATABASE %I TO "app"', pg_catalog.current_database()); END$$;
