"""Tests of what is wrong with archives."""
