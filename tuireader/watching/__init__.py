"""The file system, watched: batches of touched paths."""
