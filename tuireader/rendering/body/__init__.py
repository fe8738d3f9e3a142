"""What a post's Markdown is made of before it is drawn: blocks, found in windows, and what reaches across them."""
