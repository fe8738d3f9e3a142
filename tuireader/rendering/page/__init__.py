"""A post set as a page: rows drawn on demand, the maps between rows and source, and what is done on a page."""
