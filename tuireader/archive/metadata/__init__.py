"""Metadata of posts: its values, and what the engines take them for."""
