SELECT umoptions @> ARRAY['password=kept'] FROM pg_user_mappings
