"""Files on disk, read as posts."""
