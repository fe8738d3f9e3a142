"""Files and folders: found, opened safely, named."""
