"""What the reader knows of links: where each leads, what links here, what is wrong; worked out in the background."""
