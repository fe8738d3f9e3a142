"""The elements of a post: each construct of Markdown drawn as lines of styled text."""
