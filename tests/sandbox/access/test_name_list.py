from __future__ import annotations

from sandbox.access.name_list import shortened


def test_names_after_the_limit_are_counted():
    assert shortened((), 2) == ""
    assert shortened(("a", "b"), 2) == "a, b"
    assert shortened(("a", "b", "c", "d"), 2) == "a, b and 2 more"
