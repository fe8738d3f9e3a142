"""The reader in pages of a browser on this machine."""
