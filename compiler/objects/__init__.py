"""How each kind is told to PostgreSQL."""
