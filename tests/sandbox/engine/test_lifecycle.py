from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.engine


def test_every_caller_is_root_of_the_account_that_its_key_names(client: Any, account: str):
    answer = client("sts", account=account).get_caller_identity()

    assert answer["Account"] == account
    assert answer["Arn"] == f"arn:aws:iam::{account}:root"
