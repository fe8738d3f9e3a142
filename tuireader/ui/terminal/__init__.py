"""The terminal: acquired before the first byte is painted, painted while the interface loads, released as it was."""
