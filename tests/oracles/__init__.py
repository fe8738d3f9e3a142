"""Posts as the engines themselves publish them, against the posts as they are read here; see README.md."""
