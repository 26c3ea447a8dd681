"""The table of the resource policies that each source of a snapshot reads."""

from __future__ import annotations

import re

from sandbox.snapshot.resource_type import resource_types

_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


def markdown() -> str:
    """Return the table: a row for each declaration in `sandbox/snapshot/resource_types`."""
    rows = ["| type | plan | live | exported file in `accounts/ID/` |", "|---|---|---|---|"]
    for known in resource_types():
        exported = known.exported
        file = f"`{_GROUP.sub(lambda group: group[1].upper(), exported.file)}.json`" if exported else "not read"
        live = "read" if exported and exported.responses else "not read"
        rows.append(f"| `{known.token}` | read | {live} | {file} |")
    rows.append("| `aws:ec2/vpcEndpoint:VpcEndpoint` | read | read | `endpoints-REGION.json` |")
    return "\n".join(rows)
