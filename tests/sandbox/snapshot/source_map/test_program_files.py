"""Tests of `sandbox.snapshot.source_map.program_files`, and of lines that `Program` finds in those files."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from sandbox.origin import Origin
from sandbox.snapshot.source_map import Program
from sandbox.snapshot.source_map.program_files import modules, policy_files

_FILES = {
    "Pulumi.yaml": "name: shop\nruntime: python\n",
    "__main__.py": "import teams.mobile\nfrom layers import base\n",
    "teams/__init__.py": "",
    "teams/mobile.py": "from .rules import deny\nROLE = {'Sid': 'MobileReads', 'Effect': 'Allow'}\n",
    "teams/rules.py": "def deny():\n    return {'Sid': 'NoLeaving', 'Effect': 'Deny'}\n",
    "teams/by_name.py": "POLICY = {'Sid': 'FoundByName', 'Effect': 'Allow'}\n",
    "teams/bucket.json": """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "BucketReads",
              "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
            },
            {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}
          ]
        }
    """,
    "src/layers/base.py": "POLICY = {'Sid': 'OfALayer', 'Effect': 'Allow'}\n",
    "policies/boundary.json": '{"Statement": {"Sid": "Bounded", "Effect": "Allow", "Action": "*", "Resource": "*"}}',
    "tests/test_mobile.py": "EXPECTED = {'Sid': 'MobileReads', 'Effect': 'Allow'}\n",
    "tests/policy.json": '{"Statement": [{"Sid": "OfATest"}]}',
    "attic/old.py": "not Python at all\n",
    ".venv/pyvenv.cfg": "",
    ".venv/lib/library.py": "POLICY = {'Sid': 'OfALibrary'}\n",
    ".sandbox/copy.py": "POLICY = {'Sid': 'OfTheState'}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in _FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(dedent(text).lstrip("\n"))
    return tmp_path


def test_modules_are_those_that_the_program_imports_and_their_packages(root: Path) -> None:
    assert set(modules(root, root)) == {
        "__main__.py",
        "src/layers/base.py",
        "teams/__init__.py",
        "teams/by_name.py",
        "teams/mobile.py",
        "teams/rules.py",
    }


def test_without_an_entry_file_every_module_is_included(root: Path) -> None:
    (root / "__main__.py").unlink()
    assert {"tests/test_mobile.py", "teams/mobile.py"} <= set(modules(root, root))
    assert not [name for name in modules(root, root) if name.startswith((".venv", ".sandbox", "attic"))]


def test_imports_of_a_program_in_a_subfolder_are_followed(root: Path) -> None:
    folder = root / "infra"
    folder.mkdir()
    for name in ("Pulumi.yaml", "__main__.py"):
        (root / name).rename(folder / name)
    assert {"infra/__main__.py", "teams/mobile.py"} <= set(modules(root, folder))
    assert "tests/test_mobile.py" not in modules(root, folder)


def test_imports_of_the_entry_in_the_project_file_are_followed(root: Path) -> None:
    (root / "__main__.py").rename(root / "shop.py")
    (root / "Pulumi.yaml").write_text("name: shop\nruntime: python\nmain: shop.py\n")
    assert {"shop.py", "teams/mobile.py"} <= set(modules(root, root))
    assert "tests/test_mobile.py" not in modules(root, root)


def test_policies_are_found_beside_modules_and_in_folders_of_data(root: Path) -> None:
    assert {name for name, _ in policy_files(root, modules(root, root))} == {
        "policies/boundary.json",
        "teams/bucket.json",
    }


@pytest.mark.parametrize(
    ("statement", "origin"),
    [
        ({"Sid": "MobileReads"}, Origin("teams/mobile.py", 2)),
        ({"Sid": "NoLeaving"}, Origin("teams/rules.py", 2)),
        ({"Sid": "FoundByName"}, Origin("teams/by_name.py", 1)),
        ({"Sid": "OfALayer"}, Origin("src/layers/base.py", 1)),
        ({"Sid": "BucketReads"}, Origin("teams/bucket.json", 5)),
        ({"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}, Origin("teams/bucket.json", 8)),
        ({"Sid": "Bounded"}, Origin("policies/boundary.json", 1)),
        ({"Sid": "OfATest"}, None),
        ({"Sid": "OfALibrary"}, None),
        ({"Sid": "OfTheState"}, None),
        ({"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"}, None),
    ],
)
def test_the_line_of_a_statement_is_found_in_any_file_of_the_program(
    root: Path, statement: dict[str, object], origin: Origin | None
) -> None:
    assert Program(root).statement(statement, ()) == origin


def test_a_document_in_a_json_file_is_at_its_beginning(root: Path) -> None:
    program = Program(root)
    assert program.document("bucket", (program.statement({"Sid": "BucketReads"}, ()),)) == Origin(
        "teams/bucket.json", 1
    )
