"""Pages made in a collection's own look, whose words are known, to measure how well it is read."""
