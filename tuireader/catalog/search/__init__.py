"""Full-text search over an archive's posts: an index on SQLite that is kept true, asked with the query language."""
