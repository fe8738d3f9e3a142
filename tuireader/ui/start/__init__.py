"""The first screen, painted while the interface is still being loaded."""
