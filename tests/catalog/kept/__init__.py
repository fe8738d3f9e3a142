"""Tests of what is kept of posts between runs."""
