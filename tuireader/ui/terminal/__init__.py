"""The terminal: taken before the first byte is painted, painted while the interface is loaded, given back as it was."""
