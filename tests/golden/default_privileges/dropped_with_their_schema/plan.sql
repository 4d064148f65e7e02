DROP SCHEMA "shop";
