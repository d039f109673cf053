"""What a reader of values raises where the text is not of its kind."""


class UnreadableValueError(ValueError):
    """The text is not a value of the kind wanted: what is wrong with it, and what to write instead."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
