"""Faults of whoever runs the program: each is one whole sentence that says what to do."""


class OperatorError(Exception):
    """The run can't go on; the text is the sentence to print."""


class FormError(OperatorError):
    """A form's own files (form.toml, form.docx, form.html) need mending; the text names file and key."""
