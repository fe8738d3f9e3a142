"""The article and its pane."""
