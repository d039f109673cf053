"""Word review copies: sent to reviewers, and their edits and comments brought back into the source."""
