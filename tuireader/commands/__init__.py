"""The commands of `tuireader`, one module each."""
