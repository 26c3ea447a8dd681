from __future__ import annotations

from sandbox.snapshot.managed_policies import managed_policy
from sandbox.snapshot.managed_policy_table import TABLE, table


def test_the_table_matches_the_installed_package() -> None:
    message = "the version of moto changed: regenerate the table with `python -m sandbox.snapshot.managed_policy_table`"
    assert TABLE.read_text(encoding="utf-8") == table(), message


def test_every_policy_of_the_table_has_its_document() -> None:
    names = [line for line in table().splitlines() if not line.startswith("#")]
    assert len(names) > 1000
    for name in (*names[:3], names[len(names) // 2], names[-1]):
        assert managed_policy(f"arn:aws:iam::aws:policy/{name}") is not None
