"""The layers of a PDF: nothing is looked up by its tables, and whatever stands in it is read, old versions of a page too."""
