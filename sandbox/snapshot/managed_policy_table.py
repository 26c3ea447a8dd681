"""Write the table of AWS managed policies from moto: `python -m sandbox.snapshot.managed_policy_table`."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path
from typing import Any

from sandbox import facts
from sandbox.snapshot.managed_policies import documents

TABLE = Path(facts.__path__[0]) / "managed_policies.txt"

_NOTICE = """\
# Names of the policies that AWS manages, with their paths.
# As of {date}.
# From moto {version} (https://github.com/getmoto/moto, moto/iam/aws_managed_policies.py).
# Copyright 2012 Steve Pulec; Apache License 2.0, of which LICENSE holds a copy. Changed: only paths and names are here.
"""


def table() -> str:
    """Return the table from the installed moto; its date is that of the latest change in it."""
    text = documents()
    known: dict[str, dict[str, Any]] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    date = max(entry["UpdateDate"] for entry in known.values())[:10]
    names = sorted(f"{entry['Path'].removeprefix('/')}{name}" for name, entry in known.items())
    return _NOTICE.format(date=date, version=importlib.metadata.version("moto")) + "\n".join(names) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
