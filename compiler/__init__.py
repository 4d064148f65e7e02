"""How PostgreSQL is told: changes → ordered statements."""
