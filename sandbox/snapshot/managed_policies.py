"""Policies that AWS wrote: their documents, as moto ships them (Apache License 2.0).

They are data of AWS's own making, named by ARN in programs and never part of a plan.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sandbox.iam.policy_set import Policy
from sandbox.origin import Origin

PREFIX = "arn:aws:iam::aws:policy/"
_COMMERCIAL = "aws"
_ARN = re.compile(r"arn:(aws[a-z-]*):iam::aws:policy/.+")
FULL_ACCESS: Mapping[str, object] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}
"""FullAWSAccess, and AdministratorAccess, as AWS writes them."""
RCP_FULL_ACCESS: Mapping[str, object] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
}
SCP_FULL = Policy(
    "FullAWSAccess", FULL_ACCESS, "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"
)
RCP_FULL = Policy(
    "RCPFullAWSAccess",
    RCP_FULL_ACCESS,
    "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess",
)
"""The two that AWS attaches to the root, every unit and every account."""


def partition_of(arn: str) -> str | None:
    """Return the partition of an ARN of a policy that AWS manages; None for the ARN of another policy."""
    found = _ARN.fullmatch(arn)
    return found[1] if found else None


@cache
def managed_policy(arn: str) -> Policy | None:
    """Return AWS's policy of that ARN; None where this version of the data does not know it.

    In another partition it is the policy of that name in `aws`, with the ARNs of the partition: the data has no others.
    """
    partition = partition_of(arn)
    if partition is None or partition == _COMMERCIAL:
        return _managed_policy(arn)
    found = _managed_policy(arn.replace(f"arn:{partition}:", f"arn:{_COMMERCIAL}:", 1))
    if found is None:
        return None
    document = json.dumps(found.document).replace(f"arn:{_COMMERCIAL}:", f"arn:{partition}:")
    return replace(found, document=json.loads(document), arn=arn)


def _managed_policy(arn: str) -> Policy | None:
    name = arn.rpartition("/")[2]
    text = documents()
    start = text.find(f'\n "{name}":{{')
    if start < 0:
        return None
    entry, _ = json.JSONDecoder().raw_decode(text, text.index("{", start))
    path = str(entry["Path"])
    if arn != f"{PREFIX.rstrip('/')}{path}{name}":
        return None
    return Policy(name, entry["Document"], arn, Origin("moto/iam/aws_managed_policies.py", path=name))


@cache
def documents() -> str:
    """Return all documents as text: importing moto for them would take seconds."""
    spec = find_spec("moto")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ModuleNotFoundError("moto is not installed; it ships the documents of AWS's own policies", name="moto")
    return (Path(next(iter(places))) / "iam" / "aws_managed_policies.py").read_text(encoding="utf-8")
