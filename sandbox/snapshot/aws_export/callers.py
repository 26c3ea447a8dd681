"""Users and roles from GetAccountAuthorizationDetails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Caller
from sandbox.origin import Origin
from sandbox.snapshot.aws_export import responses as files
from sandbox.snapshot.aws_export.policies import exported_policy
from sandbox.snapshot.aws_export.responses import Responses
from sandbox.snapshot.managed_policies import managed_policy, partition_of


@dataclass
class AccountDetails:
    """One account's users, roles, groups and policies."""

    responses: Responses
    account: str
    notes: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The file that holds them."""
        return files.details(self.account)

    def callers(self) -> Iterator[Caller]:
        """Yield every role and user; raises SourceMissing, SourceUnreadable."""
        for place, role in enumerate(self.responses.entries(self.file, "RoleDetailList")):
            path = f"$.RoleDetailList[{place}]"
            trust = self._written(f"{path}.AssumeRolePolicyDocument", role.get("AssumeRolePolicyDocument"), "trust")
            own = tuple(self._own(role, path, "RolePolicyList"))
            yield self._caller(role, own, trust, path, unique_id="RoleId")
        for place, user in enumerate(self.responses.entries(self.file, "UserDetailList")):
            path = f"$.UserDetailList[{place}]"
            groups = (policy for name in user.get("GroupList") or () for policy in self._groups.get(name, ()))
            own = (*self._own(user, path, "UserPolicyList"), *groups)
            yield self._caller(user, own, None, path, unique_id="UserId")

    def _caller(
        self, described: Mapping[str, Any], own: tuple[Policy, ...], trust: Policy | None, path: str, unique_id: str
    ) -> Caller:
        return Caller(
            str(described["Arn"]),
            self.account,
            own,
            self._boundary(described),
            trust,
            _tags(described),
            self._at(path),
            described.get(unique_id),
        )

    @cached_property
    def _managed(self) -> Mapping[str, Policy]:
        return {
            str(described["Arn"]): self._written(
                f"$.Policies[{place}].PolicyVersionList[{n}].Document",
                version.get("Document"),
                str(described["Arn"]).rpartition("/")[2],
                str(described["Arn"]),
            )
            for place, described in enumerate(self.responses.entries(self.file, "Policies"))
            for n, version in enumerate(described.get("PolicyVersionList") or ())
            if version.get("IsDefaultVersion")
        }

    @cached_property
    def _groups(self) -> Mapping[str, tuple[Policy, ...]]:
        listed = self.responses.entries(self.file, "GroupDetailList")
        return {
            str(group["GroupName"]): tuple(self._own(group, f"$.GroupDetailList[{place}]", "GroupPolicyList"))
            for place, group in enumerate(listed)
        }

    def _own(self, holder: Mapping[str, Any], path: str, inline: str) -> Iterator[Policy]:
        for place, described in enumerate(holder.get(inline) or ()):
            where = f"{path}.{inline}[{place}].PolicyDocument"
            yield self._written(where, described.get("PolicyDocument"), str(described["PolicyName"]))
        for attached in holder.get("AttachedManagedPolicies") or ():
            yield self._named(str(attached["PolicyArn"]))

    def _boundary(self, holder: Mapping[str, Any]) -> Policy | None:
        arn = (holder.get("PermissionsBoundary") or {}).get("PermissionsBoundaryArn")
        return self._named(str(arn)) if arn else None

    def _named(self, arn: str) -> Policy:
        if (own := self._managed.get(arn)) is not None:
            return own
        partition = partition_of(arn)
        found = managed_policy(arn) if partition else None
        if found is not None:
            if partition != "aws":
                self.notes.append(f"{arn}: read as the policy of this name in partition aws, with ARNs of {partition}")
            return found
        self.notes.append(f"{arn}: its document is not in {self.file}; its statements cannot be evaluated")
        return Policy(arn.rpartition("/")[2], f"the document of {arn} is not known", arn)

    def _written(self, path: str, text: object, name: str, arn: str | None = None) -> Policy:
        return exported_policy(self.responses.origin(self.file, path), text, name, arn)

    def _at(self, path: str) -> Origin:
        return self.responses.origin(self.file, path)


def _tags(holder: Mapping[str, Any]) -> Mapping[str, str]:
    return {str(tag["Key"]): str(tag["Value"]) for tag in holder.get("Tags") or ()}
