"""Full-text search of an archive: an SQLite index, kept up to date and asked in the query language."""
