"""AWS's responses by the names of their files, and the command that writes a missing one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.origin import Origin
from sandbox.snapshot.errors import SourceMissing, SourceUnreadable
from sandbox.snapshot.resource_type import resource_types

ORGANIZATION = "organization/describe-organization.json"
ROOTS = "organization/list-roots.json"
DELEGATED = "organization/delegated-administrators.json"
"""Without it, whether an account is a delegated administrator is not known."""
DELEGATION_POLICY = "organization/resource-policy.json"
"""Without a policy where the organization has none: then the registrations are all delegated administrators."""
_COMMANDS = (
    (r"organization/describe-organization", "aws organizations describe-organization"),
    (r"organization/list-roots", "aws organizations list-roots"),
    (r"organization/delegated-administrators", "aws organizations list-delegated-administrators"),
    (r"organization/resource-policy", "aws organizations describe-resource-policy"),
    (
        r"organization/delegated-services-of-(\d+)",
        r"aws organizations list-delegated-services-for-account --account-id \1",
    ),
    (r"organization/units-of-(.+)", r"aws organizations list-organizational-units-for-parent --parent-id \1"),
    (r"organization/accounts-of-(.+)", r"aws organizations list-accounts-for-parent --parent-id \1"),
    (
        r"organization/policies-of-(.+)-([A-Z_]+)",
        r"aws organizations list-policies-for-target --target-id \1 --filter \2",
    ),
    (r"organization/policy-(.+)", r"aws organizations describe-policy --policy-id \1"),
    (r"accounts/(\d+)/authorization-details", r"aws iam get-account-authorization-details, in account \1,"),
)
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
"""Beginnings of the names of Regions outside the partition `aws`."""
SHARE_RESOURCES = r"accounts/(?P<account>\d+)/share-resources-(?P<region>[a-z0-9-]+)"
_SHARES = "aws ram get-resource-share-associations --association-type"
_ACCOUNT_COMMANDS = (
    (SHARE_RESOURCES, rf"{_SHARES} RESOURCE --region \2, in account \1,"),
    (r"accounts/(\d+)/share-principals-([a-z0-9-]+)", rf"{_SHARES} PRINCIPAL --region \2, in account \1,"),
    (
        r"accounts/(\d+)/share-permissions-(.+)",
        r"aws ram list-resource-share-permissions, for share \2 in account \1,",
    ),
)
KNOWN_FILES = tuple(pattern for pattern, _ in (*_COMMANDS, *_ACCOUNT_COMMANDS))
"""Patterns of the files of the organization and of its accounts' users and roles, without `.json`."""


def units_of(parent: str) -> str:
    """Return the name of the file with a parent's units."""
    return f"organization/units-of-{parent}.json"


def accounts_of(parent: str) -> str:
    """Return the name of the file with a parent's accounts."""
    return f"organization/accounts-of-{parent}.json"


def policies_of(target: str, kind: str) -> str:
    """Return the name of the file with the policies that are attached to a root, a unit or an account."""
    return f"organization/policies-of-{target}-{kind}.json"


def policy(identity: str) -> str:
    """Return the name of the file with a policy of the organization."""
    return f"organization/policy-{identity}.json"


def delegated_services_of(account: str) -> str:
    """Return the name of the file with the services that a delegated administrator administers."""
    return f"organization/delegated-services-of-{account}.json"


def details(account: str) -> str:
    """Return the name of the file with an account's users, roles and policies."""
    return f"accounts/{account}/authorization-details.json"


def share_resources(account: str, region: str) -> str:
    """Return the name of the file with the resources of an account's RAM shares."""
    return f"accounts/{account}/share-resources-{region}.json"


def share_principals(account: str, region: str) -> str:
    """Return the name of the file with the principals of an account's RAM shares."""
    return f"accounts/{account}/share-principals-{region}.json"


def share_permissions(account: str, share: str) -> str:
    """Return the name of the file with the permissions of a RAM share, given by its ARN."""
    return f"accounts/{account}/share-permissions-{share.rpartition('/')[2]}.json"


@dataclass(frozen=True)
class Responses:
    """Responses by file name; `place` is the name of their source in messages."""

    place: str
    files: Mapping[str, Any]

    def response(self, name: str) -> Mapping[str, Any]:
        """Return a response that the snapshot requires; raises SourceMissing, SourceUnreadable."""
        if name not in self.files:
            raise SourceMissing(f"{self.place}/{name}", "there is no such file", f"Run `{command(name)} > {name}`.")
        found = self.files[name]
        if not isinstance(found, Mapping):
            raise SourceUnreadable(
                f"{self.place}/{name}", "it is not a response from AWS", f"Run `{command(name)} > {name}`."
            )
        return found

    def entries(self, name: str, member: str) -> tuple[Mapping[str, Any], ...]:
        """Return the entries of a list in a response; raises SourceUnreadable where it is missing."""
        found = self.response(name).get(member)
        if not isinstance(found, list):
            wrong = f"it has no list {member}"
            raise SourceUnreadable(f"{self.place}/{name}", wrong, f"Run `{command(name)} > {name}` again.")
        return tuple(found)

    def accounts_with_details(self) -> tuple[str, ...]:
        """Return the ids of the accounts whose users and roles were exported."""
        return tuple(found[1] for found, *_ in self.matching(r"accounts/(\d+)/authorization-details\.json"))

    @property
    def partition(self) -> str:
        """The partition of the accounts, by the ARNs of their roles and users; `aws` where there are none."""
        for account in self.accounts_with_details():
            for member in ("RoleDetailList", "UserDetailList"):
                for described in self.response(details(account)).get(member) or ():
                    return str(described["Arn"]).split(":")[1]
        return "aws"

    def matching(self, pattern: str) -> Iterator[tuple[re.Match[str], str, Mapping[str, Any]]]:
        """Yield the responses whose file names match, in alphabetical order: match, name, response."""
        for name in sorted(self.files):
            if found := re.fullmatch(pattern, name):
                yield found, name, self.response(name)

    def origin(self, name: str, path: str) -> Origin:
        """Return the location of a part of a response."""
        return Origin(f"{self.place}/{name}", path=path)


def _partition(parts: Mapping[str, str]) -> str:
    """Return the partition of the Region in a file's name."""
    region = parts.get("region", "")
    return next((found for start, found in _PARTITIONS.items() if region.startswith(start)), "aws")


def command(name: str) -> str:
    """Return the command of the AWS CLI that prints a file's contents."""
    stem = name.removesuffix(".json")
    for known in filter(None, (found.exported for found in resource_types())):
        if (parts := known.matches(stem)) is not None:
            return f"{known.command.format(**parts, partition=_partition(parts))}, in account {parts['account']},"
        for pattern, written in known.settings_commands.items():
            if further := re.fullmatch(rf"accounts/(?P<account>\d+)/{pattern}", stem):
                return f"{written.format(**further.groupdict())}, in account {further['account']},"
    return next(
        (
            re.sub(pattern, written, stem)
            for pattern, written in (*_COMMANDS, *_ACCOUNT_COMMANDS)
            if re.fullmatch(pattern, stem)
        ),
        "aws",
    )
