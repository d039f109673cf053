"""Numbers that mean something in running text: sums, dates and lengths of time."""
