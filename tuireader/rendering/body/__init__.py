"""The parts of a post's Markdown before it is drawn: blocks, found in windows, and their shared definitions."""
