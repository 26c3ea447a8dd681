"""A snapshot from AWS's responses."""

from __future__ import annotations

from sandbox.iam.requested_region import HOME_REGIONS
from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot.aws_export.callers import AccountDetails
from sandbox.snapshot.aws_export.organization import Organization
from sandbox.snapshot.aws_export.resource_policies import endpoints, policy_resources
from sandbox.snapshot.aws_export.responses import Responses
from sandbox.snapshot.aws_export.shares import shares
from sandbox.snapshot.aws_export.unread import unread_files
from sandbox.snapshot.shares import with_shares


def build_snapshot(responses: Responses, home_region: str | None = None) -> Snapshot:
    """Read the organization and every account of it; raises SourceMissing, SourceUnreadable.

    Args:
        responses: The responses.
        home_region: The Region of requests that leave it open; by default that of IAM in the partition.

    """
    partition = responses.partition
    organization = Organization(responses)
    organization.read()
    notes = organization.notes
    callers = {}
    for account in organization.accounts:
        described = AccountDetails(responses, account)
        callers.update({caller.arn: caller for caller in described.callers()})
        notes += described.notes
    notes += unread_files(responses, organization.accounts)
    policies = {resource.arn: resource for resource in policy_resources(responses, partition)}
    resources, unread_shares = with_shares(policies, shares(responses))
    notes += unread_shares
    return Snapshot(
        source=responses.place,
        organization=organization.id,
        nodes=organization.nodes,
        accounts=organization.accounts,
        callers=callers,
        resources=resources,
        endpoints=endpoints(responses),
        partition=partition,
        home_region=home_region or HOME_REGIONS.get(partition, HOME_REGIONS["aws"]),
        notes=tuple(dict.fromkeys(notes)),
    )
