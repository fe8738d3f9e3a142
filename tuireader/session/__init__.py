"""A running reader without its screen: archive, open post, links, search, memory. Nothing here knows Textual."""
