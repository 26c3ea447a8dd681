"""The error of a policy document that AWS would refuse."""


class DocumentProblem(ValueError):
    """A problem for which AWS would refuse the document, and its place in it.

    The path names keys and positions from the outside in, as `Statement[0].Action`.
    """

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}" if path else what)
        self.path = path
        self.what = what
