CREATE ROLE mizzle_r;
