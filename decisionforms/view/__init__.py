"""What a reader sees of a decision, and no more: the one source of every output."""
