"""One small reader and writer for each kind of value that a decision records."""
