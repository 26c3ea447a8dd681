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
def test_a_caller_is_named_as_people_do_and_called_so_again(name: str, who: str | None) -> None:
    read = snapshot()
    assert principal(read, name) == who
    assert principal(read, display_name(read, who)) == who


def test_a_name_that_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match="mobile/reader"):
        principal(snapshot(), "mobile/writer")
