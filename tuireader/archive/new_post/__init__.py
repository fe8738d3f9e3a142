"""New posts, written as the archive's own posts are: its names, its front matter, its order of keys."""
