"""The language server: editors see what the archive knows, and the reader what is typed in them."""
