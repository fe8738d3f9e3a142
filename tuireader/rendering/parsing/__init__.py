"""The Markdown parsers: what all posts share, and what keeps hostile text from costing too much."""
