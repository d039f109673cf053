"""The recipes this project is measured against, each written as its own documentation shows it."""
