"""AWS's responses from a running sandbox, or from any endpoint that the credentials allow, through boto3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import ClientError

from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot.aws_calls import pages, plain, without_account_prefix
from sandbox.snapshot.aws_export import Responses, build_snapshot
from sandbox.snapshot.aws_export import responses as files
from sandbox.snapshot.aws_export.account_state import is_active
from sandbox.snapshot.errors import SourceUnreadable
from sandbox.snapshot.resource_type import resource_types
from sandbox.snapshot.resource_types.s3_bucket import ACCOUNT_BLOCK_FILE

_TYPES = ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")
_PARALLEL_ACCOUNTS = 4


class Clients(Protocol):
    """A factory of boto3 clients inside accounts."""

    def client(self, service: str, account: str | None, region: str) -> Any:
        """Return a client inside an account, given by its id; None is the management account."""


@dataclass(frozen=True)
class Live:
    """An endpoint, clients of its accounts, and the regions to read, the home region first."""

    endpoint: str
    clients: Clients
    regions: tuple[str, ...]

    def read(self) -> Snapshot:
        """Request everything that affects access; raises SourceUnreadable where a request is refused."""
        return build_snapshot(Responses(self.endpoint, self.responses()), self.regions[0])

    def responses(self) -> Mapping[str, Any]:
        """Return the responses by file name, as the AWS CLI would print it."""
        try:
            found = dict(self._organization())
            management = found[files.ORGANIZATION]["Organization"]["MasterAccountId"]
            accounts = [
                account["Id"]
                for name, response in found.items()
                if name.startswith("organization/accounts-of-")
                for account in response["Accounts"]
                if is_active(account)
            ]
            with ThreadPoolExecutor(_PARALLEL_ACCOUNTS) as pool:
                for responses in pool.map(lambda account: dict(self._account(account, management)), accounts):
                    found.update(responses)
        except ClientError as error:
            raise SourceUnreadable(
                self.endpoint, str(error), "Let the credentials read iam, organizations and the resources' policies."
            ) from error
        return found

    def _organization(self) -> Iterator[tuple[str, Any]]:
        client = self.clients.client("organizations", None, self.regions[0])
        yield files.ORGANIZATION, plain(client.describe_organization())
        delegated = pages(client, "list_delegated_administrators", "DelegatedAdministrators")
        yield files.DELEGATED, delegated
        for account in (str(one["Id"]) for one in delegated["DelegatedAdministrators"]):
            services = pages(client, "list_delegated_services_for_account", "DelegatedServices", AccountId=account)
            yield files.delegated_services_of(account), services
        roots = plain(client.list_roots())
        yield files.ROOTS, roots
        enabled = [kind["Type"] for kind in roots["Roots"][0]["PolicyTypes"] if kind["Status"] == "ENABLED"]
        kinds = [kind for kind in _TYPES if kind in enabled]
        policies: set[str] = set()
        parents, targets = [roots["Roots"][0]["Id"]], []
        for parent in parents:  # grows as units are found
            units = pages(client, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=parent)
            yield files.units_of(parent), units
            parents += [unit["Id"] for unit in units["OrganizationalUnits"]]
            accounts = pages(client, "list_accounts_for_parent", "Accounts", ParentId=parent)
            yield files.accounts_of(parent), accounts
            targets += [account["Id"] for account in accounts["Accounts"]]
        for target in (*parents, *targets):
            for kind in kinds:
                attached = pages(client, "list_policies_for_target", "Policies", TargetId=target, Filter=kind)
                yield files.policies_of(target, kind), attached
                policies |= {summary["Id"] for summary in attached["Policies"] if not summary.get("AwsManaged")}
        for identity in sorted(policies):
            yield files.policy(identity), plain(client.describe_policy(PolicyId=identity))

    def _account(self, account: str, management: str) -> Iterator[tuple[str, Any]]:
        inside = None if account == management else account
        home = self.regions[0]
        yield files.details(account), account_details(self.clients.client("iam", inside, home))
        folder = f"accounts/{account}"
        control = without_account_prefix(self.clients.client("s3control", inside, home))
        for response in _account_block(control, account):
            yield f"{folder}/{ACCOUNT_BLOCK_FILE}.json", response
        for known in filter(None, (found.exported for found in resource_types())):
            if known.responses is None:
                continue
            for region in self.regions if known.regional else (home,):
                client = self.clients.client(known.service, inside, region)
                for name, response in known.responses(client, region):
                    yield f"{folder}/{name}.json", response
        for region in self.regions:
            yield from _shares(self.clients.client("ram", inside, region), account, region)
            ec2 = self.clients.client("ec2", inside, region)
            yield f"{folder}/endpoints-{region}.json", pages(ec2, "describe_vpc_endpoints", "VpcEndpoints")


def _shares(client: Any, account: str, region: str) -> Iterator[tuple[str, Any]]:
    """Yield the RAM shares that an account owns."""
    operation, member = "get_resource_share_associations", "resourceShareAssociations"
    resources = pages(client, operation, member, associationType="RESOURCE")
    if not resources[member]:
        return
    yield files.share_resources(account, region), resources
    yield files.share_principals(account, region), pages(client, operation, member, associationType="PRINCIPAL")
    for share in dict.fromkeys(str(each["resourceShareArn"]) for each in resources[member]):
        listed = plain(client.list_resource_share_permissions(resourceShareArn=share))
        yield files.share_permissions(account, share), listed


def _account_block(client: Any, account: str) -> Iterator[Any]:
    """Yield S3's Block Public Access of an account, where it has any."""
    try:
        yield plain(client.get_public_access_block(AccountId=account))
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchPublicAccessBlockConfiguration":
            raise


def account_details(client: Any) -> Mapping[str, Any]:
    """Users, roles, groups and the account's own policies.

    AWS's own are left to the package that ships them: an emulator would list all 1,400 for every account.
    """
    members = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
    wanted = ["User", "Role", "Group", "LocalManagedPolicy"]
    found = client.get_paginator("get_account_authorization_details").paginate(Filter=wanted)
    responses = [plain(page) for page in found]
    return {member: [item for page in responses for item in page.get(member, ())] for member in members}
