"""From the bytes of a file to text with places: characters, front matter, markdown."""
