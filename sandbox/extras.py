"""The optional parts of the distribution: plain `causeway` is light, `causeway[sandbox]` adds engine and Pulumi.

ExtraMissing    a command needs `causeway[sandbox]` and only plain causeway is installed
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.errors import SandboxError

SANDBOX = "sandbox"
PACKAGES = frozenset(
    (
        "boto3",
        "filelock",
        "grpc",
        "localstack_client",
        "psutil",
        "pulumi",
        "pulumi_aws",
        "pulumi_policy",
        "semver",
        "uv",
    )
)
"""Import names of what the extra adds."""


class ExtraMissing(SandboxError):
    """A package of the extra is not installed; `package` is its import name."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"This needs the engine and Pulumi, and `{package}` is not installed.",
            f"Run `pip install 'causeway[{SANDBOX}]'`; exported files and existing plans need only plain causeway.",
        )
        self.package = package


@contextmanager
def required() -> Iterator[None]:
    """Raise ExtraMissing where an import in the block fails for want of the extra."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = missing(error)
        if package is None:
            raise
        raise ExtraMissing(package) from error


def missing(error: ModuleNotFoundError) -> str | None:
    """Return the package of the extra that an import failed for, None for any other."""
    package = (error.name or "").partition(".")[0]
    return package if package in PACKAGES else None
