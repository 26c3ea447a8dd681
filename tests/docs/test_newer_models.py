"""The generated files, which must be up to date with the botocore of the engine and of this environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs import newer_models
from sandbox.facts.service_models import ServiceModels, service_models
from sandbox.settings import Settings
from sandbox.toolchain import engine_python


def test_additions_are_what_a_deep_merge_lacks():
    older = {"operations": {"A": {}}, "shapes": {"S": {"type": "string", "enum": ["a"], "documentation": "old"}}}
    newer = {
        "operations": {"A": {}, "B": {"name": "B", "documentation": "text"}},
        "shapes": {"S": {"type": "string", "enum": ["a", "b"], "documentation": "new"}},
    }
    assert newer_models.additions(older, newer) == {
        "operations": {"B": {"name": "B"}},
        "shapes": {"S": {"enum": ["a", "b"]}},
    }


def test_equal_models_need_no_additions():
    model = {"operations": {"A": {"documentation": "text"}}}
    assert newer_models.additions(model, model) == {}


@pytest.mark.engine
def test_the_files_are_up_to_date(settings: Settings):
    python = engine_python(settings, print)
    folder = next((Path(python).parent.parent / "lib").glob("python3*/site-packages/botocore/data"))
    made = newer_models.files(ServiceModels(folder), service_models())
    assert made, "nothing was generated"
    for place, text in made.items():
        assert (newer_models.HERE / place).read_text() == text, (
            f"{place} is stale: `python -m docs.newer_models {folder}` writes it"
        )
