"""A post while it is read: opened, set as a page, found in, revised after a save. Nothing here knows Textual."""
