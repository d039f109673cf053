"""Word files from outside: opened with care, and read as Word counts them."""
