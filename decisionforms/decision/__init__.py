"""One decision: its facts, its numbered text, its version and its stage."""
