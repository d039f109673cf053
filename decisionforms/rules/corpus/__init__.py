"""All papers together: the series of their numbers, and what they ask for one after the other."""
