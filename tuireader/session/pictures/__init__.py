"""Pictures decoded in another process, and kept within bounds."""
