"""The Markdown parsers: the rules that all posts share, and limits on the cost of hostile text."""
