"""The unsaved texts of editors, and how they reach the readers that run."""
