"""A snapshot from AWS's responses."""

from __future__ import annotations

from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot.aws_export.callers import AccountDetails
from sandbox.snapshot.aws_export.organization import Organization
from sandbox.snapshot.aws_export.resource_policies import endpoints, policy_resources
from sandbox.snapshot.aws_export.responses import Responses
from sandbox.snapshot.aws_export.unread import unread_files


def build_snapshot(responses: Responses, home_region: str = "us-east-1") -> Snapshot:
    """Read the organization and every account of it; raises SourceMissing, SourceUnreadable."""
    organization = Organization(responses)
    organization.read()
    notes = organization.notes
    callers = {}
    for account in organization.accounts:
        described = AccountDetails(responses, account)
        callers.update({caller.arn: caller for caller in described.callers()})
        notes += described.notes
    notes += unread_files(responses, organization.accounts)
    return Snapshot(
        source=responses.place,
        organization=organization.id,
        nodes=organization.nodes,
        accounts=organization.accounts,
        callers=callers,
        resources={resource.arn: resource for resource in policy_resources(responses)},
        endpoints=endpoints(responses),
        home_region=home_region,
        notes=tuple(dict.fromkeys(notes)),
    )
