"""Posts as the last run read them, kept in the user's cache folder: a start reads only the files that changed."""
