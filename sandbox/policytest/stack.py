"""The policy tests of a project on the resources of a stack: what a Pulumi policy pack calls.

A test that cannot be evaluated fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.errors import SandboxError
from sandbox.iam import Evaluator
from sandbox.policytest.collect import PolicyTest, policy_tests
from sandbox.policytest.result_text import result_text
from sandbox.policytest.session import policy_evaluator
from sandbox.project import Project
from sandbox.project import find as find_project
from sandbox.reach import Analyzer
from sandbox.snapshot.network import plan as network_plan
from sandbox.snapshot.plan import read
from sandbox.snapshot.plan.resource import UNKNOWN

__all__ = ["UNKNOWN", "failed_policy_tests"]


def failed_policy_tests(
    folder: Path, resources: Iterable[Mapping[str, Any]], config: Mapping[str, str]
) -> Iterator[str]:
    """Yield a text for each policy test that fails, and for what keeps all of them from being evaluated.

    Args:
        folder: A folder of the project.
        resources: Resources in the form of Pulumi's plans, with `UNKNOWN` for values that a preview does not know.
        config: The stack's configuration, as far as it names the estate file.

    """
    project = find_project(folder)
    try:
        given = {"config": dict(config), "deployment": {"resources": list(resources)}}
        snapshot = read(given, project.root)
        if snapshot.organization is None:
            yield _no_organization(project)
            return
        evaluator = policy_evaluator(snapshot)
        analyzer = cache(lambda: Analyzer(network_plan.read(given, project.root)))
        for tests in project.policy_tests:
            for test in policy_tests(tests):
                yield from _failure(test, tests, (lambda: evaluator, analyzer), project)
    except SandboxError as error:
        yield f"The policy tests cannot be evaluated: {error}"


type _Sources = tuple[Callable[[], Evaluator], Callable[[], Analyzer]]


def _failure(test: PolicyTest, folder: Path, sources: _Sources, project: Project) -> Iterator[str]:
    """Yield what is wrong with one test; an error in it does not stop the others."""
    try:
        result = test.evaluate(*sources)
    except SandboxError as error:
        yield f"{test.title}\n  cannot be evaluated: {error}"
        return
    if not result.passed:
        yield result_text(test, result, project.root, folder.relative_to(project.root))


def _no_organization(project: Project) -> str:
    return (
        "The stack has no organization, and the policy tests are about the whole estate. "
        f"Preview the stack `{project.stack}` with this pack; for split stacks, run the policy tests by `pytest`."
    )
