"""What a server has: catalog → model, comparison, renames, the server's own spelling."""
