"""The reader's own screen."""
