"""What in a form's definition leads nowhere, clashes or would not print."""
