ALTER ROLE "mizzle_r" RENAME TO "mizzle_s";
