"""Queries for posts."""
