"""How each kind is read from the catalog."""
