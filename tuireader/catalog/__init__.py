"""Posts as an in-memory model for queries."""
