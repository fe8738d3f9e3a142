"""Liquid in posts, as Jekyll and Eleventy run it."""
