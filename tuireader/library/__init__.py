"""What the reader remembers between runs: read, starred, places, where the last run left off, searches."""
