from __future__ import annotations

from pathlib import Path

from sandbox.origin import Origin
from sandbox.snapshot.source_map import Program
from sandbox.snapshot.source_map.changed_line import changed_line

_SOURCE = """DENIED = (
    "iam:A",
    "iam:B",
)


def policy():
    return document(
        {
            "Sid": "DenyRemoval",
            "Effect": "Deny",
            "Action": list(DENIED),
            "Resource": "*",
        },
    )
"""
_STATEMENT = {"Sid": "DenyRemoval", "Effect": "Deny", "Action": ["iam:A", "iam:B"], "Resource": "*"}


def _program(root: Path, source: str = _SOURCE) -> Path:
    (root / "accounts").mkdir(parents=True)
    (root / "accounts" / "rail.py").write_text(source)
    return root


def test_a_statement_is_found_by_its_sid(tmp_path: Path) -> None:
    found = Program(_program(tmp_path)).statement(_STATEMENT, ())
    assert found == Origin("accounts/rail.py", 10)


def test_an_unknown_sid_is_not_found(tmp_path: Path) -> None:
    assert Program(_program(tmp_path)).statement({"Sid": "Elsewhere"}, ()) is None


def test_of_several_statements_the_one_in_the_file_of_the_resource_is_chosen(tmp_path: Path) -> None:
    _program(tmp_path)
    (tmp_path / "accounts" / "other.py").write_text('S = {"Sid": "DenyRemoval"}\n')
    frames = (Origin("accounts/rail.py", 1),)
    assert Program(tmp_path).statement(_STATEMENT, frames) == Origin("accounts/rail.py", 10)


def test_a_changed_effect_is_found_at_its_own_line(tmp_path: Path) -> None:
    root = _program(tmp_path)
    flipped = _STATEMENT | {"Effect": "Allow"}
    assert changed_line(Origin("accounts/rail.py", 10), _STATEMENT, flipped, root, root) == Origin(
        "accounts/rail.py", 11
    )


def test_an_action_removed_from_a_constant_is_found_at_its_former_line(tmp_path: Path) -> None:
    before = _program(tmp_path / "before")
    after = _program(tmp_path / "after", _SOURCE.replace('    "iam:B",\n', ""))
    fewer = _STATEMENT | {"Action": ["iam:A"]}
    assert changed_line(Origin("accounts/rail.py", 9), _STATEMENT, fewer, before, after) == Origin(
        "accounts/rail.py", 3
    )


def test_a_new_statement_keeps_its_line(tmp_path: Path) -> None:
    origin = Origin("accounts/rail.py", 10)
    assert changed_line(origin, None, _STATEMENT, tmp_path, tmp_path) == origin


_COMPUTED_SID = """def trust(account):
    return document(_account(account, "AllowAccountUsers"))


def _account(account, sid):
    return {"Sid": sid, "Effect": "Allow", "Principal": account}
"""


def test_a_removed_statement_that_is_still_called_is_found_in_the_called_function(tmp_path: Path) -> None:
    before = _program(tmp_path / "before", _COMPUTED_SID)
    after = _program(tmp_path / "after", _COMPUTED_SID.replace('"Sid": sid', '"Sid": "Other"'))
    origin, was = Origin("accounts/rail.py", 2), {"Sid": "AllowAccountUsers", "Effect": "Allow"}
    assert changed_line(origin, was, None, before, after) == Origin("accounts/rail.py", 6)
    assert changed_line(origin, was, None, before, before) == origin


def test_a_removed_statement_that_is_no_longer_called_keeps_its_line(tmp_path: Path) -> None:
    before = _program(tmp_path / "before", _COMPUTED_SID)
    after = _program(tmp_path / "after", _COMPUTED_SID.replace('_account(account, "AllowAccountUsers")', ""))
    origin = Origin("accounts/rail.py", 2)
    assert changed_line(origin, {"Sid": "AllowAccountUsers"}, None, before, after) == origin
