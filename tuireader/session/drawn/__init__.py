"""Drawings made outside the reader's thread."""
