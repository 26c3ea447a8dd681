"""Collection of the policy tests of a folder, to run them without pytest."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.iam import Evaluator
from sandbox.policytest.errors import InvalidAssertion
from sandbox.policytest.evaluate import PolicyTestResult, run
from sandbox.reach import Analyzer


@dataclass(frozen=True)
class PolicyTest:
    """One policy test."""

    name: str
    """File and function, as pytest names it: `test_boundary.py::test_the_boundary_cannot_be_rewritten`."""
    function: Callable[[], object]

    @property
    def title(self) -> str:
        """The function's name as a sentence."""
        return self.name.rpartition("::")[2].removeprefix("test_").replace("_", " ")

    def evaluate(
        self, evaluator: Callable[[], Evaluator], analyzer: Callable[[], Analyzer] | None = None
    ) -> PolicyTestResult:
        """Run the test and evaluate its assertions."""
        return run(self.function, evaluator, analyzer)


def policy_tests(folder: Path) -> Iterator[PolicyTest]:
    """Yield every `test_` function of every `test_` file, in order.

    Raises:
        InvalidAssertion: The folder has no test file, or a test has a parameter: fixtures need pytest.

    """
    files = sorted(folder.glob("test_*.py"))
    if not files:
        raise InvalidAssertion(f"{folder} has no policy test.", "Name the folder of the policy tests.")
    for file in files:
        spec = importlib.util.spec_from_file_location(f"policy_test_{file.stem}", file)
        if spec is None or spec.loader is None:
            raise InvalidAssertion(f"{file} is not a Python module.", "Rename it.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, function in vars(module).items():
            if not name.startswith("test_") or not inspect.isfunction(function):
                continue
            if parameters := list(inspect.signature(function).parameters):
                raise InvalidAssertion(
                    f"{file.name}::{name} takes {', '.join(parameters)}, which only pytest passes.",
                    "Write a loop in the test instead.",
                )
            yield PolicyTest(f"{file.name}::{name}", function)
