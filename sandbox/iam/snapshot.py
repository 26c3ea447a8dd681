"""The snapshot of an organization: accounts in their tree, principals, resources, and every policy with its origin.

Data only: `sandbox.snapshot` builds them from a plan, a live endpoint or exported files; `evaluator` evaluates them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.iam.policy_holder import policy_holder
from sandbox.iam.policy_set import Policy
from sandbox.origin import Origin


@dataclass(frozen=True, slots=True)
class Node:
    """The root, a unit or an account of the organization, with what is attached to it."""

    id: str
    name: str
    parent: str | None
    """Id of the node above; None for the root."""
    scps: tuple[Policy, ...] = ()
    rcps: tuple[Policy, ...] = ()
    origin: Origin | None = None
    """Location of its attachments in the source."""


@dataclass(frozen=True, slots=True)
class UnattachedPolicy:
    """A policy of the organization that is attached to nothing, so that it has no effect."""

    name: str
    limits_resources: bool = False
    """Whether it is an RCP, not an SCP."""
    origin: Origin | None = None
    """Location of the attachments in the source."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account; `node` is its own node in the tree, None outside an organization."""

    id: str
    name: str
    node: str | None = None
    management: bool = False
    origin: Origin | None = None
    external: bool = False
    """Added for the analysis, as an account outside the organization; no account that was read."""
    delegated_administrator: bool | None = None
    """Whether it administers a service for the organization; None where the source has no registrations."""
    delegated_services: frozenset[str] | None = None
    """Service principals that it administers for the organization; None where they are not known."""
    organization: str | None = None
    """Id of its organization where that is not the snapshot's."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A user or a role and the policies that are its own; a user's groups are already in `identity`."""

    arn: str
    account: str
    identity: tuple[Policy, ...] = ()
    boundary: Policy | None = None
    trust: Policy | None = None
    """A role's trust policy."""
    tags: Mapping[str, str] = field(default_factory=dict)
    origin: Origin | None = None
    unique_id: str | None = None
    """`AIDA...` or `AROA...`, which aws:userid holds; None where it is not known."""

    @property
    def name(self) -> str:
        """The name without its path."""
        return self.arn.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource that may have a policy: a bucket, a key, a queue, a topic."""

    arn: str
    account: str
    policy: Policy | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    """What its service keeps beside the policy (KMS grants, Block Public Access): see `services`."""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The policies of an organization at one moment, read from one source."""

    source: str
    """The source's name: `plan`, an endpoint, a folder."""
    organization: str | None = None
    """Id of the organization."""
    nodes: Mapping[str, Node] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    """Account id -> account."""
    callers: Mapping[str, Caller] = field(default_factory=dict)
    """ARN -> user or role."""
    resources: Mapping[str, Resource] = field(default_factory=dict)
    """ARN -> resource."""
    endpoints: Mapping[str, Policy] = field(default_factory=dict)
    """VPC endpoint id -> its policy."""
    partition: str = "aws"
    """`aws`, `aws-cn` or `aws-us-gov`: all accounts of an organization are in one."""
    home_region: str = "us-east-1"
    """The Region of requests whose service and resource leave it open."""
    region_source: str = ""
    """Where the home Region comes from, as messages name it; empty where the source does not say."""
    notes: tuple[str, ...] = ()
    """Parts of the source that affect access and were not read, one text each."""
    unattached: Mapping[str, UnattachedPolicy] = field(default_factory=dict)
    """Name -> policy that could be attached and is not."""

    def path(self, account: str) -> tuple[Node, ...]:
        """Return the nodes from the root down to the account; empty outside the organization.

        Args:
            account: Id of the account.

        """
        known = self.accounts.get(account)
        found: list[Node] = []
        node_id = known.node if known else None
        while node_id is not None:
            node = self.nodes[node_id]
            found.append(node)
            node_id = node.parent
        return tuple(reversed(found))

    def organization_of(self, account: str | None) -> str | None:
        """Return the id of an account's organization; None for an account outside any that is known."""
        known = self.accounts.get(account or "")
        return (known.organization or self.organization) if known and known.node else None

    def resource_behind(self, arn: str) -> Resource | None:
        """Return the resource whose policy applies to an ARN: for an S3 object its bucket, for an index its table.

        Args:
            arn: ARN of a resource.

        Returns:
            The resource; None where the snapshot has none for the ARN.

        """
        found = self.resources.get(arn)
        return found or self.resources.get(policy_holder(arn) or "")
