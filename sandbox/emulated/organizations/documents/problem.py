"""What is wrong with a policy document?"""


class DocumentProblem(ValueError):
    """One thing that AWS would refuse, and where in the document it stands.

    The path names keys and positions from the outside in, as `Statement[0].Action`.
    """

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}" if path else what)
        self.path = path
        self.what = what
