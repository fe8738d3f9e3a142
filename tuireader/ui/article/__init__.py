"""The article and the pane that it stands in."""
