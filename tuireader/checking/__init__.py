"""What is wrong with an archive as a whole: its links, its images, its tags; brings catalog and rendering together."""
