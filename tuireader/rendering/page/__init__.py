"""A post set as a page: rows drawn on demand, maps between rows and source, searches and places on a page."""
