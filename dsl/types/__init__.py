"""Every column type under Drizzle's name in snake case."""
