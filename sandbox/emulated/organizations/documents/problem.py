"""The error of a policy document that AWS would refuse."""


class DocumentProblem(ValueError):
    """One problem that AWS would refuse, and its place in the document.

    The path names keys and positions from the outside in, as `Statement[0].Action`.
    """

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}" if path else what)
        self.path = path
        self.what = what
