from __future__ import annotations

import pytest

from sandbox.access.errors import UnknownName
from sandbox.access.names import display_name, principal
from tests.sandbox.access.snapshots import ACCOUNT, READER, snapshot


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("mobile/reader", READER),
        (READER, READER),
        ("mobile/root", f"arn:aws:iam::{ACCOUNT}:root"),
        ("cloudtrail.amazonaws.com", "cloudtrail.amazonaws.com"),
        ("anonymous", None),
    ],
)
def test_a_name_and_its_display_name_are_the_same_principal(name: str, who: str | None) -> None:
    read = snapshot()
    assert principal(read, name) == who
    assert principal(read, display_name(read, who)) == who


def test_an_unknown_principal_is_refused_with_similar_names() -> None:
    with pytest.raises(UnknownName, match="mobile/reader"):
        principal(snapshot(), "mobile/writer")
