"""Stacks of accounts that left the estate file, in the form `split`: destroyed before the estate's stacks are updated.

In the form `all` Pulumi itself deletes what the program no longer declares.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sandbox.deploy import checkpoint
from sandbox.deploy.errors import RemovedStackInUse


def removed_stacks(
    state: Path, project: str, deployed: Collection[str], wanted: Collection[str], *, attached: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return the deployed stacks that the estate no longer has, by stage: each stack after the stacks that read it.

    Raises RemovedStackInUse where a stack that stays reads the outputs of one that leaves, as the accounts read those
    of the network account: its resources are still in use while it is destroyed.
    """
    read = {name: _read_by(state, project, name) for name in checkpoint.names(state, project) if name in deployed}
    leaving = [name for name in read if name not in wanted]
    for name in leaving:
        readers = [other for other, reads in read.items() if other in wanted and name in reads]
        if readers:
            raise RemovedStackInUse(name, readers, attached=attached)
    stages = []
    while leaving:
        used = set[str]().union(*(read[name] for name in leaving))
        stage = tuple(name for name in leaving if name not in used)
        stages.append(stage)
        leaving = [name for name in leaving if name in used]
    return tuple(stages)


def _read_by(state: Path, project: str, stack: str) -> set[str]:
    """Return the project's stacks whose outputs a stack reads; a reference's id is `organization/project/stack`."""
    references = checkpoint.resources(state, project, (stack,), checkpoint.REFERENCE)
    names = [str(reference["id"]).split("/") for reference in references]
    return {parts[-1] for parts in names if parts[-2:-1] in ([], [project])}
