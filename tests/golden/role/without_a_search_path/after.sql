CREATE ROLE app; ALTER ROLE app SET search_path TO ''; CREATE ROLE other; ALTER ROLE other SET search_path TO "My", public;
