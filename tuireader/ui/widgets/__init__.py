"""The widgets the reader is made of."""
