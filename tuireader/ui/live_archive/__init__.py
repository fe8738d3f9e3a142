"""The archive while it is read: scanned in the background, then kept equal to the disk. Nothing here knows Textual."""
