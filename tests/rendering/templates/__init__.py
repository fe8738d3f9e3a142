"""Templates in posts."""
