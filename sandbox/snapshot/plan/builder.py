"""A snapshot from a plan or a stack's state."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot.plan.accounts import management
from sandbox.snapshot.plan.callers import callers
from sandbox.snapshot.plan.estate_file import estate_file
from sandbox.snapshot.plan.files import read_file
from sandbox.snapshot.plan.organization import tree
from sandbox.snapshot.plan.policies import PolicyReader
from sandbox.snapshot.plan.resource_policies import endpoints, policy_resources
from sandbox.snapshot.plan.resources import planned_resources
from sandbox.snapshot.plan.shares import shares
from sandbox.snapshot.plan.unread import unread_resources
from sandbox.snapshot.shares import with_shares
from sandbox.snapshot.source_map import Program


def read(given: Path | str | Mapping[str, Any], root: Path, folder: Path | None = None) -> Snapshot:
    """Return the snapshot of what `pulumi preview --json` or `pulumi stack export` wrote.

    Args:
        given: The file, or what was parsed of it.
        root: Folder of the project: names of files in the snapshot are relative to it.
        folder: Folder that holds `Pulumi.yaml`; None where it is the project's own.

    Raises:
        SourceMissing: There is no such file.
        SourceUnreadable: It is neither a plan nor a state.
        FactUnknown: It does not name the management account.

    """
    file = read_file(Path(given) if isinstance(given, str) else given)
    file_estate = estate_file(file, root)
    owner = management(file, file_estate)
    program = Program(root, folder)
    resources = planned_resources(file, owner, program)
    reader = PolicyReader(program)
    organization = tree(resources, owner, reader, file_estate)
    found_callers = {caller.arn: caller for caller in callers(resources, owner.id, reader)}
    policies = {resource.arn: resource for resource in policy_resources(resources, reader)}
    found_resources, unread_shares = with_shares(policies, shares(resources))
    endpoint_policies = endpoints(resources, reader)
    for text in (*unread_resources(resources), *unread_shares):
        reader.note(text)
    return Snapshot(
        source=file.place,
        organization=organization.organization,
        nodes=organization.nodes,
        unattached=organization.unattached,
        accounts=organization.accounts,
        callers=found_callers,
        resources=found_resources,
        endpoints=endpoint_policies,
        home_region=owner.region,
        notes=tuple(reader.notes),
    )
