"""The colours of themes: those that come with the program, and the user's own."""
