"""Users and roles of a plan, with everything that is attached to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sandbox.facts.entry_role import ENTRY_ROLE, entry_role_arn
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Caller
from sandbox.snapshot.managed_policies import PREFIX, managed_policy, partition_of
from sandbox.snapshot.plan.organization import ACCOUNT
from sandbox.snapshot.plan.policies import PolicyReader
from sandbox.snapshot.plan.resource import Planned

ROLE, USER, GROUP = "aws:iam/role:Role", "aws:iam/user:User", "aws:iam/group:Group"
POLICY = "aws:iam/policy:Policy"
INLINE = {
    "aws:iam/rolePolicy:RolePolicy": "role",
    "aws:iam/userPolicy:UserPolicy": "user",
    "aws:iam/groupPolicy:GroupPolicy": "group",
}
ATTACHED = {
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "role",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": "user",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "group",
}
TOGETHER = "aws:iam/policyAttachment:PolicyAttachment"
MEMBERSHIPS = ("aws:iam/userGroupMembership:UserGroupMembership", "aws:iam/groupMembership:GroupMembership")
HANDLED = frozenset((ROLE, USER, GROUP, POLICY, *INLINE, *ATTACHED, TOGETHER, *MEMBERSHIPS))

type Holder = tuple[str, str, str]
"""Account, kind (role, user or group) and name of whoever has policies."""


@dataclass(frozen=True)
class IamResources:
    """The IAM resources of a plan by the principal that they belong to."""

    reader: PolicyReader
    managed: Mapping[str, Policy]
    attached: Mapping[Holder, tuple[Policy, ...]]
    groups: Mapping[Holder, tuple[str, ...]]

    def caller(self, made: Planned, kind: str) -> Caller:
        """Return a role or a user of the plan."""
        name = made.text("name") or made.name
        holder = (made.account, kind, name)
        arn = made.text("arn") or f"arn:aws:iam::{made.account}:{kind}{made.text('path') or '/'}{name}"
        groups = self.groups.get(holder, ())
        theirs = (p for group in groups for p in self.attached.get((made.account, "group", group), ()))
        boundary = made.text("permissionsBoundary")
        tags = made.values.get("tagsAll") or made.values.get("tags") or {}
        return Caller(
            arn,
            made.account,
            identity=(*self._own(made), *self.attached.get(holder, ()), *theirs),
            boundary=named(boundary, self.managed, self.reader) if boundary else None,
            trust=self._trust(made, name) if kind == "role" else None,
            tags=tags if isinstance(tags, Mapping) else {},
            origin=made.origin,
            unique_id=made.text("uniqueId"),
        )

    def _trust(self, made: Planned, name: str) -> Policy:
        return self.reader.policy(f"trust of {name}", made.values.get("assumeRolePolicy"), made)

    def _own(self, made: Planned) -> Iterator[Policy]:
        for inline in made.values.get("inlinePolicies") or ():
            yield self.reader.policy(str(inline.get("name")), inline.get("policy"), made)
        for arn in made.texts("managedPolicyArns"):
            yield named(arn, self.managed, self.reader)


def callers(resources: Iterable[Planned], management: str, reader: PolicyReader) -> Iterator[Caller]:
    """Yield every user and role, those that AWS creates with an account among them."""
    listed = tuple(resources)
    managed = {arn: _managed(made, arn, reader) for made in listed if made.type == POLICY for arn in _arns(made)}
    people = IamResources(reader, managed, _attached(listed, managed, reader), _groups(listed))
    for made in listed:
        if made.type in (ROLE, USER):
            yield people.caller(made, "role" if made.type == ROLE else "user")
        elif made.type == ACCOUNT:
            yield entry_role(made.id, made.text("roleName") or ENTRY_ROLE, management, made)


def entry_role(account: str, name: str, management: str, made: Planned) -> Caller:
    """Return the role that Organizations puts into each account that it creates."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{management}:root"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    administrator = managed_policy(f"{PREFIX}AdministratorAccess")
    return Caller(
        entry_role_arn(account, name),
        account,
        identity=(administrator,) if administrator else (),
        trust=Policy(f"trust of {name}", trust, origin=made.origin),
        origin=made.origin,
    )


def named(arn: str, managed: Mapping[str, Policy], reader: PolicyReader) -> Policy:
    """Return the managed policy of an ARN; where its document is not known, one that cannot be evaluated."""
    found = managed.get(arn) or (managed_policy(arn) if partition_of(arn) else None)
    if found is not None:
        return found
    reader.note(f"{arn}: its document is not known; its statements cannot be evaluated")
    return Policy(arn.rpartition("/")[2], f"the document of {arn} is not known", arn)


def _arns(made: Planned) -> Iterator[str]:
    name = made.text("name") or made.name
    yield made.text("arn") or f"arn:aws:iam::{made.account}:policy{made.text('path') or '/'}{name}"


def _managed(made: Planned, arn: str, reader: PolicyReader) -> Policy:
    return reader.policy(made.text("name") or made.name, made.values.get("policy"), made, arn)


def _attached(
    listed: tuple[Planned, ...], managed: Mapping[str, Policy], reader: PolicyReader
) -> Mapping[Holder, tuple[Policy, ...]]:
    found: dict[Holder, tuple[Policy, ...]] = {}

    def give(account: str, kind: str, name: str, policy: Policy) -> None:
        holder = (account, kind, name.rpartition("/")[2])
        found[holder] = (*found.get(holder, ()), policy)

    for made in sorted(listed, key=lambda made: made.urn):  # a plan's order is that of the moment
        if kind := INLINE.get(made.type):
            policy = reader.policy(made.text("name") or made.name, made.values.get("policy"), made)
            give(made.account, kind, made.text(kind) or "", policy)
        elif kind := ATTACHED.get(made.type):
            give(made.account, kind, made.text(kind) or "", named(made.text("policyArn") or "", managed, reader))
        elif made.type == TOGETHER:
            policy = named(made.text("policyArn") or "", managed, reader)
            for kind in ("role", "user", "group"):
                for name in made.texts(f"{kind}s"):
                    give(made.account, kind, name, policy)
    return found


def _groups(listed: tuple[Planned, ...]) -> Mapping[Holder, tuple[str, ...]]:
    found: dict[Holder, tuple[str, ...]] = {}
    for made in listed:
        if made.type not in MEMBERSHIPS:
            continue
        users = made.texts("users") or tuple(filter(None, (made.text("user"),)))
        groups = made.texts("groups") or tuple(filter(None, (made.text("group"),)))
        for user in users:
            holder = (made.account, "user", user)
            found[holder] = (*found.get(holder, ()), *groups)
    return found
