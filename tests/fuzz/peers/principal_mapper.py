"""Evaluate requests (JSON lines) with PMapper's local evaluation, in an environment of its own.

The result is allowed or not, without the kind of deny.
"""

from __future__ import annotations

import collections
import collections.abc
import json
import sys
from typing import Any

for _name in ("Mapping", "MutableMapping"):  # moved in Python 3.10, after PMapper's last release
    setattr(collections, _name, getattr(collections.abc, _name))

from principalmapper.common import Node, Policy  # noqa: E402 - it needs the two names above
from principalmapper.querying.query_interface import local_check_authorization_full  # noqa: E402


def policy(document: Any) -> Policy:
    """Return a document in the form that PMapper expects."""
    return Policy("arn:aws:iam::aws:policy/x", "x", document)


def verdict(request: dict[str, Any]) -> dict[str, Any]:
    """Return one verdict."""
    boundaries = [policy(document) for document in request.get("boundaries") or ()]
    node = Node(
        request["principal"],
        "AIDAEXAMPLE",
        [policy(document) for document in request.get("identity") or ()],
        [],
        {"Version": "2012-10-17", "Statement": []} if ":role/" in request["principal"] else None,
        None,
        0,
        False,
        False,
        boundaries[0] if boundaries else None,
        False,
        {},
    )
    scps = [[policy(document) for document in level] for level in request.get("scps") or ()]
    allowed = local_check_authorization_full(
        node,
        request["action"],
        request["resource"],
        request["context"],
        request.get("resource_policy"),
        request["resource_account"],
        scps or None,
        request.get("session"),
    )
    return {"decision": "allow" if allowed else "deny"}


for line in sys.stdin:
    try:
        result = verdict(json.loads(line))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        result = {"failed": repr(error)}
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
