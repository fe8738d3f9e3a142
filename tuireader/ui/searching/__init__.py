"""Searching the archive: the index at work behind the reader, and what is asked of it."""
