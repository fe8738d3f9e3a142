"""What the reader remembers while it runs and between runs."""
