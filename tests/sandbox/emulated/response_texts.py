"""The texts of a response, for tests that look for another account's ids."""

from typing import Any


def texts_of(answer: Any) -> list[str]:
    """Return every string in a response."""
    if isinstance(answer, dict):
        return [text for value in answer.values() for text in texts_of(value)]
    if isinstance(answer, list):
        return [text for value in answer for text in texts_of(value)]
    return [answer] if isinstance(answer, str) else []
