from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import MARK, operation


def test_a_marked_function_is_unchanged_and_names_its_operations() -> None:
    @operation("TagResource", "UntagResource")
    def tag(request: dict[str, Any]) -> dict[str, Any]:
        return request

    assert getattr(tag, MARK) == ("TagResource", "UntagResource")
    assert tag({"a": 1}) == {"a": 1}
