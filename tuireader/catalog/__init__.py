"""Posts, as an in-memory model that can be asked."""
