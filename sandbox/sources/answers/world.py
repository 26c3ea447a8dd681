"""A world out of answers."""

from __future__ import annotations

from sandbox.iam.world import World
from sandbox.sources.answers.answers import Answers
from sandbox.sources.answers.callers import AccountDetails
from sandbox.sources.answers.guarded import endpoints, guarded
from sandbox.sources.answers.organization import Organization


def world(answers: Answers, home_region: str = "us-east-1") -> World:
    """Read the organization and every account of it; raises SourceMissing, SourceUnreadable."""
    organization = Organization(answers)
    organization.read()
    notes = organization.notes
    callers = {}
    for account in organization.accounts:
        described = AccountDetails(answers, account)
        callers.update({caller.arn: caller for caller in described.callers()})
        notes += described.notes
    return World(
        source=answers.place,
        organization=organization.id,
        nodes=organization.nodes,
        accounts=organization.accounts,
        callers=callers,
        resources={resource.arn: resource for resource in guarded(answers)},
        endpoints=endpoints(answers),
        home_region=home_region,
        notes=tuple(dict.fromkeys(notes)),
    )
