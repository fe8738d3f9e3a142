"""Pictures as cells of a terminal: how large they are drawn, decoded, and put into what a terminal reads."""
