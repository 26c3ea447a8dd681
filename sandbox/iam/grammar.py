"""Grammar and quotas of IAM's and an organization's policies, as of a date, for AWS extends them.

Reference: IAM user guide, reference_policies_grammar; Organizations user guide, orgs_manage_policies_scps_syntax,
orgs_manage_policies_rcps_syntax (read on 2026-11-23) and orgs_reference_limits. A breach is what AWS refuses to save;
the evaluator takes it as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sandbox.iam.document import Kind
from sandbox.iam.policy_json import statements, texts

READ_ON = "2026-11-23"

SCP_ELEMENTS: Mapping[str, Mapping[str, str]] = {
    "Action": {"Allow": "2017-02", "Deny": "2017-02"},
    "Resource": {"Allow": "2025-09", "Deny": "2019-03"},
    "NotResource": {"Allow": "2025-09", "Deny": "2025-09"},
    "NotAction": {"Allow": "2025-09", "Deny": "2019-03"},
    "Condition": {"Allow": "2025-09", "Deny": "2019-03"},
}
"""Element -> effect -> month since which a service control policy may hold it (`Resource: "*"` always)."""

RCP_REFUSED = ("NotPrincipal", "NotAction")

_OF_IDENTITIES = (Kind.IDENTITY, Kind.BOUNDARY, Kind.SESSION)
_SID = re.compile(r"[A-Za-z0-9]*")
"""In policies that IAM itself keeps; services that keep their own take more."""


class Quota(NamedTuple):
    """How much fits on one node of the tree."""

    since: str
    policies: int
    characters: int
    """Of one policy."""


QUOTAS: Mapping[Kind, tuple[Quota, ...]] = {
    Kind.SCP: (Quota("2017-02", 5, 5_120), Quota("2026-05-15", 10, 10_240)),
    Kind.RCP: (Quota("2024-11-13", 5, 5_120),),
}
"""The older pages still say 5 and 5,120 for SCPs; the later figures are those of several reports."""


def quota(kind: Kind, on: str = READ_ON) -> Quota:
    """Return the quota that held on a date (ISO); raises KeyError for a kind without one."""
    return [entry for entry in QUOTAS[kind] if entry.since <= on][-1]


def breaches(statement: Mapping[str, object], kind: Kind, on: str = READ_ON) -> Iterator[str]:
    """Yield what AWS would have refused to save in a statement on a date."""
    sid = statement.get("Sid", "")
    if kind in (*_OF_IDENTITIES, Kind.TRUST) and isinstance(sid, str) and not _SID.fullmatch(sid):
        yield f"Sid {sid!r}"
    if kind is Kind.SCP:
        yield from _in_scp(statement, on)
    elif kind is Kind.RCP and not _is_full_access(statement):
        yield from _in_rcp(statement)


def breaches_of_document(document: Mapping[str, object], kind: Kind) -> Iterator[str]:
    """Yield what AWS refuses to save in a document outside its statements."""
    if kind in _OF_IDENTITIES and "Id" in document:
        yield "Id"
    if kind in (*_OF_IDENTITIES, Kind.TRUST):
        sids = [sid for raw in statements(document) if isinstance(sid := raw.get("Sid"), str) and sid]
        yield from (f"Sid {sid!r} of several statements" for sid in dict.fromkeys(sids) if sids.count(sid) > 1)
    if kind is Kind.SCP and document.get("Version") != "2012-10-17":
        yield "Version other than 2012-10-17"


def _in_scp(statement: Mapping[str, object], on: str) -> Iterator[str]:
    effect = statement.get("Effect")
    for element, effects in SCP_ELEMENTS.items():
        if element not in statement or (element == "Resource" and statement[element] in ("*", ["*"])):
            continue
        if isinstance(effect, str) and effects.get(effect, "") > on:
            yield f"{element} in {effect}"


def _in_rcp(statement: Mapping[str, object]) -> Iterator[str]:
    if statement.get("Effect") != "Deny":
        yield "Effect other than Deny"
    if "Principal" in statement and statement["Principal"] not in ("*", {"AWS": "*"}):
        yield "Principal other than *"
    for element in RCP_REFUSED:
        if element in statement:
            yield element
    if "*" in texts(statement.get("Action")):
        yield "Action * without a service"


def _is_full_access(statement: Mapping[str, object]) -> bool:
    wanted = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    return {key: value for key, value in statement.items() if key != "Sid"} == wanted
