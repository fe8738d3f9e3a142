"""Tests of the links in bodies."""
