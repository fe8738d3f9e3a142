"""Markdown, drawn as lines of styled text."""
