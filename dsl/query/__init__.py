"""Query builders: frozen values that the compiler writes and a Database runs."""
