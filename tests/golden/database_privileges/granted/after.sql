CREATE ROLE "100% it's";
CREATE ROLE app; CREATE ROLE other;
DO $$BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO app; REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC; GRANT ALL ON DATABASE %I TO "100%% it''s"', current_database(), current_database(), current_database()); END$$;
