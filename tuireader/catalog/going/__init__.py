"""Going to a post by its name: fuzzy matching over titles, file names and headings."""
