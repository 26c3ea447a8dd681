"""The resource types and inputs of a program that are not served, in a file, so that a preview names all of them."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

UNSERVED_FILE: Final = "SANDBOX_UNSERVED_FILE"
"""Environment variable with the path of the file; without it the first of them ends a preview."""


def records_unserved(environment: Mapping[str, str]) -> bool:
    """Return whether the environment names a file."""
    return bool(environment.get(UNSERVED_FILE))


def record_unserved(environment: Mapping[str, str], urn: str, reasons: Iterable[str]) -> bool:
    """Append what is not served of a resource to the file; return False, without a record, where none is named."""
    path = environment.get(UNSERVED_FILE)
    if not path:
        return False
    lines = "".join(json.dumps({"urn": urn, "reason": reason}) + os.linesep for reason in reasons)
    with Path(path).open("ab", buffering=0) as file:  # one write, since several providers append
        file.write(lines.encode())
    return True


def recorded_unserved(path: Path) -> list[tuple[str, str]]:
    """Return URN and reason of each record, each one time; none where there is no file."""
    if not path.is_file():
        return []
    found = [json.loads(line) for line in dict.fromkeys(path.read_text().splitlines())]
    return [(each["urn"], each["reason"]) for each in found]
