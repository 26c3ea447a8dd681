"""Give LocalStack's loader of models the additions of this package."""

from __future__ import annotations

from pathlib import Path

from localstack.aws.spec import loader


def extend() -> None:
    """Make the models that are loaded from now on hold what newer ones have; call it before the first request."""
    folder = str(Path(__file__).parent)
    if folder not in loader.search_paths:
        loader.search_paths.append(folder)
