"""Exported files that hold a policy and are not read: each is named in the snapshot's notes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator

from sandbox.snapshot.aws_export.responses import KNOWN_FILES, Responses
from sandbox.snapshot.resource_type import resource_types

_ENDPOINTS = r"accounts/\d+/endpoints-.+"
_DETAILS = r"accounts/(\d+)/authorization-details"


def unread_files(responses: Responses, accounts: Collection[str]) -> Iterator[str]:
    """Yield a message for each file with a policy that is left out.

    Args:
        responses: The exported files.
        accounts: Ids of the organization's accounts that are read.

    """
    for name, response in sorted(responses.files.items()):
        stem = name.removesuffix(".json")
        details = re.fullmatch(_DETAILS, stem)
        if details is not None and details[1] not in accounts:
            yield f"{name}: {details[1]} is no active account of the organization"
        elif not _is_known(stem) and "Statement" in json.dumps(response):
            yield f"{name}: it holds a policy, and no type of resource has files of this name"


def _is_known(stem: str) -> bool:
    declared = filter(None, (found.exported for found in resource_types()))
    return any(re.fullmatch(pattern, stem) for pattern in (*KNOWN_FILES, _ENDPOINTS)) or any(
        known.matches(stem) is not None for known in declared
    )
