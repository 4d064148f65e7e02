"""Notes with tags: an example of a plugin with tables of its own."""
