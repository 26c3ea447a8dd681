"""How pytest-xdist distributes the tests between processes, each of which has its own engine, clone and folders.

The marker `xdist_group` is not used: pytest-xdist 3.8 cannot add it to the test ids of pytest 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

DEPLOYED = "deployed"
"""The fixture of the default estate, and the group of the files whose tests use it: it is deployed one time."""
TOGETHER = frozenset(
    f"tests/journeys/test_{name}.py"
    for name in (
        "access_analyzer",
        "attach",
        "default_estate",
        "enforcement",
        "generated_policies",
        "intents",
        "lost_line",
        "network_answers",
        "network_sources",
        "organization_bucket",
        "rehearsal",
        "two_clones",
        "update_needs",
    )
)
"""Files of the tests that use `deployed`."""
_DEPLOYING = ("faults_engine", "faults_machine", "other_estate", "split", "terminal")
APART = frozenset(f"tests/journeys/test_{name}.py" for name in _DEPLOYING)
"""Files whose tests each deploy what they need, and take long enough to be distributed one by one."""

_ORDER = (DEPLOYED, "small", "empty")


def scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Return what hands the groups of tests to the processes."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - only runs in several processes need it

    class Groups(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist ships no types
        def _split_scope(self, nodeid: str) -> str:
            return group(nodeid)

    return Groups(config, log)


def group(nodeid: str) -> str:
    """Return the name of the tests that one process runs one after the other: by default those of a file."""
    file = nodeid.partition("::")[0]
    if file in TOGETHER:
        return DEPLOYED
    return nodeid if file in APART else file


def sort(items: list[pytest.Item]) -> None:
    """Put those first that take longest, so that no process waits at the end, and journeys on one estate together."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    if item.get_closest_marker("journey"):
        if group(item.nodeid) == DEPLOYED:
            return 0
        fixtures = getattr(item, "fixturenames", ())
        return next((place for place, name in enumerate(_ORDER, 2) if name in fixtures), 1)
    slow = item.get_closest_marker("engine") or item.get_closest_marker("pulumi")
    return len(_ORDER) + (2 if slow else 3)
