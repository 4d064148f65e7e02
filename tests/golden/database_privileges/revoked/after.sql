CREATE ROLE app; CREATE ROLE other;
DO $$BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO app', current_database()); END$$;
