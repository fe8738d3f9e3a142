"""Diagrams in Mermaid's language, as lines of text."""
