"""Readers of what was made, written without a look at the writers, so that the two can be compared."""
