"""Policy documents compiled into statements; what AWS would refuse to save is kept as a named problem.

Reference: IAM user guide, reference_policies_grammar; Organizations user guide, orgs_manage_policies_scps_syntax and
orgs_manage_policies_rcps_syntax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from sandbox.iam.conditions import compile_block
from sandbox.iam.elements import actions, empty, resources
from sandbox.iam.errors import MalformedPrincipal
from sandbox.iam.policy_json import statement_values
from sandbox.iam.principals import Principals
from sandbox.iam.statement import Statement

_ELEMENTS = frozenset(
    ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
)
_PAIRS = (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal"))
"""Elements that exclude one another; a statement with both may mean anything there."""
_VERSIONS = ("2008-10-17", "2012-10-17")
_VARIABLES_SINCE = "2012-10-17"


class Kind(Enum):
    """What a document is attached as; it decides which elements belong in it."""

    IDENTITY = "identity"
    BOUNDARY = "boundary"
    SESSION = "session"
    SCP = "scp"
    RCP = "rcp"
    ENDPOINT = "endpoint"
    RESOURCE = "resource"
    TRUST = "trust"

    @property
    def has_principal(self) -> bool:
        """Whether its statements name principals."""
        return self in (Kind.RCP, Kind.ENDPOINT, Kind.RESOURCE, Kind.TRUST)

    @property
    def needs_resource(self) -> bool:
        """Whether a statement without Resource is an error; some resource policies (ECR, trust) go without."""
        return self not in (Kind.RESOURCE, Kind.TRUST)


_FOREIGN = {Kind.TRUST: ("Resource", "NotResource", "NotPrincipal")}
"""What has no place in a kind of policy that names principals: a role is its trust policy's only resource."""


def compile_document(document: object, kind: Kind, policy: int) -> tuple[Statement, ...]:
    """Compile a document; `policy` is its place in its set."""
    if not isinstance(document, Mapping):
        return (Statement.broken(policy, 0, "a policy document is an object"),)
    version = document.get("Version", _VERSIONS[0])
    if version not in _VERSIONS:
        return (Statement.broken(policy, 0, f"Version {version!r} is none of {', '.join(_VERSIONS)}"),)
    if unknown := sorted(map(str, set(document) - {"Version", "Id", "Statement"})):
        return (Statement.broken(policy, 0, f"{unknown[0]!r} does not belong in a policy document"),)
    statements = statement_values(document)
    if not statements:
        return (Statement.broken(policy, 0, "the document has no Statement"),)
    return tuple(
        _statement(raw, kind, policy, index, variables=version == _VARIABLES_SINCE)
        for index, raw in enumerate(statements)
    )


def _statement(raw: object, kind: Kind, policy: int, index: int, *, variables: bool) -> Statement:
    if not isinstance(raw, Mapping):
        return Statement.broken(policy, index, "a statement is an object")
    problems = list(_misplaced(raw, kind))
    effect = raw.get("Effect")
    if effect not in ("Allow", "Deny"):
        problems.append(f"Effect {effect!r} is neither Allow nor Deny")
    named = actions(raw, problems)
    fixed, open_ = resources(raw, problems, variables=variables, relative=kind is Kind.RESOURCE)
    principals = _principals(raw, kind, problems)
    conditions = compile_block(raw.get("Condition", {}), variables=variables)
    problems.extend(condition.problem for condition in conditions if condition.problem)
    sid = raw.get("Sid")
    torn = [one for one, other in _PAIRS if one in raw and other in raw]
    return Statement(
        policy=policy,
        index=index,
        sid=sid if isinstance(sid, str) and sid else None,
        deny=effect != "Allow",
        actions=() if "Action" in torn else named,
        not_action="NotAction" in raw,
        resources=fixed if "Resource" not in torn and ("Resource" in raw or "NotResource" in raw) else None,
        templates=open_,
        not_resource="NotResource" in raw,
        principals=None if "Principal" in torn else principals,
        not_principal="NotPrincipal" in raw,
        conditions=conditions,
        problems=tuple(problems),
        empty=() if problems else tuple(empty(raw)),
    )


def _misplaced(raw: Mapping[str, object], kind: Kind) -> Iterator[str]:
    for unknown in sorted(map(str, set(raw) - _ELEMENTS)):
        yield f"{unknown!r} does not belong in a statement"
    for one, other in _PAIRS:
        if one in raw and other in raw:
            yield f"{one} and {other} exclude one another"
    for element in _FOREIGN.get(kind, () if kind.has_principal else _PAIRS[2]):
        if element in raw:
            yield f"a policy of kind {kind.value} has no {element}"
    if "NotPrincipal" in raw and raw.get("Effect") == "Allow":
        yield "NotPrincipal is valid with Deny only"
    if not isinstance(raw.get("Sid", ""), str):
        yield "Sid is a text"
    if kind.needs_resource and "Resource" not in raw and "NotResource" not in raw:
        yield "the statement has no Resource"


def _principals(raw: Mapping[str, object], kind: Kind, problems: list[str]) -> Principals | None:
    element = "NotPrincipal" if "NotPrincipal" in raw else "Principal"
    if not kind.has_principal:
        return None
    if element not in raw:
        problems.append("the statement has no Principal")
        return None
    try:
        return Principals.compile(raw[element])
    except MalformedPrincipal as error:
        problems.append(f"{element}: {error}")
        return None
