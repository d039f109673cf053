"""From the view of a decision to the bytes of each output."""
