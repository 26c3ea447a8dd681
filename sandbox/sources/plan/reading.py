"""A world out of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.iam.world import World
from sandbox.sources.plan.accounts import management
from sandbox.sources.plan.callers import callers
from sandbox.sources.plan.estate_file import estate_file
from sandbox.sources.plan.files import read_file
from sandbox.sources.plan.guarded import endpoints, guarded
from sandbox.sources.plan.leftovers import leftovers
from sandbox.sources.plan.organization import tree
from sandbox.sources.plan.policies import Scribe
from sandbox.sources.plan.resources import planned_resources
from sandbox.sources.program import Program


def read(given: Path | str | Mapping[str, Any], root: Path) -> World:
    """Read what `pulumi preview --json` or `pulumi stack export` wrote; `root` is the program's folder.

    Raises SourceMissing, SourceUnreadable, FactUnknown.
    """
    file = read_file(Path(given) if isinstance(given, str) else given)
    told = estate_file(file, root)
    owner = management(file, told)
    program = Program(root)
    resources = planned_resources(file, owner, program)
    scribe = Scribe(program)
    grown = tree(resources, owner, scribe, told)
    people = {caller.arn: caller for caller in callers(resources, owner.id, scribe)}
    things = {resource.arn: resource for resource in guarded(resources, scribe)}
    doors = endpoints(resources, scribe)
    for sentence in leftovers(resources):
        scribe.note(sentence)
    return World(
        source=file.place,
        organization=grown.organization,
        nodes=grown.nodes,
        spare=grown.spare,
        accounts=grown.accounts,
        callers=people,
        resources=things,
        endpoints=doors,
        home_region=owner.region,
        notes=tuple(scribe.notes),
    )
