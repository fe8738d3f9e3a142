"""HTML as it is meant to look: tags within a line take effect, blocks are drawn as those of Markdown are."""
