"""Queries: what a reader asks of posts."""
