"""Published decisions, as flattened text or Word documents, become transcribed records; what is guessed is said."""
