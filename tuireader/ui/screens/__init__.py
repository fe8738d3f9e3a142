"""The screens: the reader itself and those that open above it."""
