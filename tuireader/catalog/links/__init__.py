"""Links between posts: their syntax and their targets."""
