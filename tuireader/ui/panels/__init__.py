"""Panels above the reader."""
