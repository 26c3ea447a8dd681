"""The commands that ask a whole world, as a person types them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sandbox.cli.commands.iam import build
from sandbox.cli.console import FileNotWritable
from sandbox.snapshot import exported
from sandbox.snapshot.errors import FactUnknown
from tests.sandbox.snapshot.exports import ACCOUNT, FILES

_RULES = f"accounts/{ACCOUNT}/authorization-details.json"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    exported.write(FILES, tmp_path / "now")
    return tmp_path / "now"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(None), [str(argument) for argument in arguments])


def test_why_prints_awss_sentence_and_the_place_that_decides(world: Path) -> None:
    done = run("why", "mobile/reader", "s3:DeleteBucket", "--world", world)
    assert done.exit_code == 3
    assert (
        "is not authorized to perform: s3:DeleteBucket with an explicit deny in a service control policy" in done.stdout
    )
    assert "organization/policy-p-1.json $.Policy.Content.Statement[0]" in done.stdout


def test_why_succeeds_where_the_request_does(world: Path) -> None:
    done = run("why", "mobile/reader", "s3:ListAllMyBuckets", "--world", world, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["decision"] == "allow"


def test_why_refuses_a_context_that_is_none(world: Path) -> None:
    assert run("why", "mobile/reader", "s3:x", "--world", world, "--context", "mfa").exit_code == 2


@pytest.mark.parametrize(
    ("caller", "action", "says"),
    [("mobile/reader", "s3:*", "ACTION"), ("arn:aws:iam::1:user/ann", "s3:GetObject", "PRINCIPAL")],
)
def test_why_refuses_an_action_or_a_caller_that_is_none(world: Path, caller: str, action: str, says: str) -> None:
    done = run("why", caller, action, "--world", world)
    assert done.exit_code == 2
    assert says in done.output


def test_the_matrix_counts_and_lists_what_goes_through(world: Path, tmp_path: Path) -> None:
    table, page = tmp_path / "m.csv", tmp_path / "m.html"
    done = run("matrix", "--world", world, "--action", "s3:*Bucket", "--csv", table, "--html", page)
    assert done.exit_code == 0
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert {"s3:CreateBucket"} <= {row["action"] for row in rows if row["caller"] == "mobile/reader"}
    assert "s3:DeleteBucket" not in {row["action"] for row in rows}
    assert "<table>" in page.read_text()


def test_diff_says_who_gains_what_and_which_statement_did_it(world: Path, tmp_path: Path) -> None:
    open_ = dict(FILES) | {
        "organization/policies-of-r-1-SERVICE_CONTROL_POLICY.json": {"Policies": [{"Id": "p-FullAWSAccess"}]}
    }
    exported.write(open_, tmp_path / "then")
    done = run("diff", world, tmp_path / "then", "--json")
    gains = [change for change in json.loads(done.stdout) if change["turn"] == "gains"]
    assert [change["actions"] for change in gains] == [["s3:DeleteBucket"]]
    assert gains[0]["causes"][0]["policy"] == "rail"
    assert "s3:DeleteBucket" in run("diff", world, tmp_path / "then", "--markdown").stdout


def test_two_worlds_alike_have_no_difference(world: Path) -> None:
    assert "Nobody gains, nobody loses." in run("diff", world, world, "--markdown").stdout


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (("mobile/reder", "s3:GetObject"), "Did you mean mobile/reader?"),
        (("reader", "s3:GetObject"), "Did you mean mobile/reader?"),
        ((f"arn:aws:iam::{ACCOUNT}:role/reder", "s3:GetObject"), "Did you mean mobile/reader?"),
        (("mobile/reader", "s3GetObject"), "Did you mean s3:GetObject"),
        (("mobile/reader", "s3:GetObjct"), "Did you mean s3:GetObject"),
        (("mobile/reader", "s3:GetObject", "b/k"), "it is no ARN"),
    ],
)
def test_why_refuses_a_name_that_is_none_and_says_which_is_near(
    world: Path, question: tuple[str, ...], said: str
) -> None:
    done = run("why", *question, "--world", world)
    assert isinstance(done.exception, FactUnknown)
    assert said in str(done.exception)


def test_the_matrix_of_no_action_is_refused(world: Path) -> None:
    done = run("matrix", "--world", world, "--action", "s3:GetObjct")
    assert isinstance(done.exception, FactUnknown)


def test_the_matrix_for_a_program_holds_what_goes_through(world: Path) -> None:
    cells = json.loads(run("matrix", "--world", world, "--action", "s3:*Bucket", "--json").stdout)
    answers = {
        action: cell["answer"] for cell in cells for action in cell["actions"] if cell["caller"] == "mobile/reader"
    }
    assert answers["s3:CreateBucket"] == "yes"
    assert "s3:DeleteBucket" not in answers


def test_a_file_that_cannot_be_written_is_named(world: Path, tmp_path: Path) -> None:
    done = run("matrix", "--world", world, "--action", "s3:GetObject", "--csv", tmp_path / "none" / "m.csv")
    assert isinstance(done.exception, FileNotWritable)


def test_lines_are_whole_where_another_program_reads_them(world: Path) -> None:
    done = run("why", "mobile/reader", "s3:DeleteBucket", "--world", world)
    assert any("Deny rail" in line and line.rstrip().endswith("Statement[0]") for line in done.stdout.splitlines())
