DO $$BEGIN EXECUTE pg_catalog.format('REVOKE CONNECT ON DATABASE %I FROM "app" CASCADE', pg_catalog.current_database()); END$$;
DO $$BEGIN EXECUTE pg_catalog.format('REVOKE GRANT OPTION FOR CREATE ON DATABASE %I FROM "app" CASCADE', pg_catalog.current_database()); END$$;
DO $$BEGIN EXECUTE pg_catalog.format('REVOKE CREATE, CONNECT ON DATABASE %I FROM "other" CASCADE', pg_catalog.current_database()); END$$;
DO $$BEGIN EXECUTE pg_catalog.format('GRANT CONNECT ON DATABASE %I TO PUBLIC', pg_catalog.current_database()); END$$;
