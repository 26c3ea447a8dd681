"""The checks of a folder, for whoever runs them without pytest."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.access.errors import Misread
from sandbox.iam import Evaluator
from sandbox.policytest.evaluate import Judgement, run


@dataclass(frozen=True)
class Intent:
    """One check: its file and name, as pytest would call it, and what it says."""

    name: str
    says: Callable[[], object]

    @property
    def title(self) -> str:
        """The name as a sentence."""
        return self.name.rpartition("::")[2].removeprefix("test_").replace("_", " ")

    def judge(self, evaluator: Callable[[], Evaluator]) -> Judgement:
        """Run it against a world."""
        return run(self.says, evaluator)


def found(folder: Path) -> Iterator[Intent]:
    """Every `test_` function of every `test_` file, in order; refuses one that asks for a fixture."""
    files = sorted(folder.glob("test_*.py"))
    if not files:
        raise Misread(f"{folder} holds no policy test.", "Name the folder of the intents.")
    for file in files:
        spec = importlib.util.spec_from_file_location(f"intents_{file.stem}", file)
        if spec is None or spec.loader is None:
            raise Misread(f"{file} is no module.", "Rename it.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, function in vars(module).items():
            if not name.startswith("test_") or not inspect.isfunction(function):
                continue
            if asked := list(inspect.signature(function).parameters):
                raise Misread(
                    f"{file.name}::{name} asks for {', '.join(asked)}, which only pytest gives.", "Loop in the intent."
                )
            yield Intent(f"{file.name}::{name}", function)
