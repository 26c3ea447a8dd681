"""The package has no import cycles."""

from __future__ import annotations

import graphlib

import grimp
import pytest


def test_there_are_no_import_cycles() -> None:
    graph = grimp.build_graph("sandbox", exclude_type_checking_imports=False)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 100
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        pytest.fail(f"modules import one another: {' -> '.join(reversed(error.args[1]))}")
