"""A terminal reader for Markdown blog archives."""

__version__ = "0.1.0"
