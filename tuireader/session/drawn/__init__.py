"""What is drawn beside the thread of the reader."""
