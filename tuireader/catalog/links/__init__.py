"""Links between posts: what they mean, and where they lead."""
