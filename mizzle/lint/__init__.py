"""Check schemas, SQL files and plans before they meet a database: the hazards of plans, and rules of good practice."""
