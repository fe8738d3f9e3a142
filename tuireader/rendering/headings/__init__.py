"""Headings: their ids by each engine's rule, the outline, and what an anchor leads to."""
