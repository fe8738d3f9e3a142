"""Metadata of posts: its values, and their meaning to engines."""
