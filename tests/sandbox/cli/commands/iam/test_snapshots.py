"""The commands on a snapshot: `why`, `matrix` and `diff` on exported files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sandbox.access.errors import UnknownName
from sandbox.cli.commands.iam import build
from sandbox.cli.console import FileNotWritable
from sandbox.report import access_matrix
from sandbox.snapshot import exported
from tests.sandbox.snapshot.exports import ACCOUNT, FILES


@pytest.fixture
def files(tmp_path: Path) -> Path:
    exported.write(FILES, tmp_path / "now")
    return tmp_path / "now"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(None), [str(argument) for argument in arguments])


def test_why_prints_the_message_of_aws_and_the_deciding_statement(files: Path) -> None:
    done = run("why", "mobile/reader", "s3:DeleteBucket", "--snapshot", files)
    assert done.exit_code == 3
    assert (
        "is not authorized to perform: s3:DeleteBucket with an explicit deny in a service control policy" in done.stdout
    )
    assert "organization/policy-p-1.json $.Policy.Content.Statement[0]" in done.stdout


def test_why_exits_with_success_for_an_allowed_request(files: Path) -> None:
    done = run("why", "mobile/reader", "s3:ListAllMyBuckets", "--snapshot", files, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["decision"] == "allow"
    assert found["region"] == {"name": "us-east-1", "source": "snapshot"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("mobile/reader", "s3:x", "--context", "mfa"),
        ("mobile/reader", "s3:*"),
        ("arn:aws:iam::1:user/ann", "s3:GetObject"),
        ("mobile/reader", "s3:GetObject", "b/k"),
    ],
    ids=["a context without a value", "a pattern", "an invalid account id", "a resource that is not an ARN"],
)
def test_why_refuses_an_argument_of_the_wrong_form(files: Path, arguments: tuple[str, ...]) -> None:
    done = run("why", *arguments, "--snapshot", files)
    assert done.exit_code == 2


def test_the_matrix_counts_and_lists_what_is_allowed(files: Path, tmp_path: Path) -> None:
    table, page = tmp_path / "m.csv", tmp_path / "m.html"
    done = run("matrix", "--snapshot", files, "--action", "s3:*Bucket", "--csv", table, "--html", page)
    assert done.exit_code == 0
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert {"s3:CreateBucket"} <= {row["action"] for row in rows if row["principal"] == "mobile/reader"}
    assert "s3:DeleteBucket" not in {row["action"] for row in rows}
    assert "<h1>Access matrix</h1>" in page.read_text()
    assert str(files) in page.read_text()


def test_the_matrix_takes_principals_by_name(files: Path) -> None:
    done = run("matrix", "--snapshot", files, "--action", "s3:GetObject", "--principal", f"{ACCOUNT}/reader", "--json")
    assert {cell["principal"] for cell in json.loads(done.stdout)} == {"mobile/reader"}


def test_diff_shows_gained_actions_and_the_statement_that_changed(files: Path, tmp_path: Path) -> None:
    opened = dict(FILES) | {
        "organization/policies-of-r-1-SERVICE_CONTROL_POLICY.json": {"Policies": [{"Id": "p-FullAWSAccess"}]}
    }
    exported.write(opened, tmp_path / "then")
    done = run("diff", files, tmp_path / "then", "--json")
    gains = [change for change in json.loads(done.stdout) if change["change"] == "gains"]
    assert [change["actions"] for change in gains] == [["s3:DeleteBucket"]]
    assert gains[0]["causes"][0]["policy"] == "rail"
    assert "s3:DeleteBucket" in run("diff", files, tmp_path / "then", "--markdown").stdout


def test_two_equal_snapshots_have_no_difference(files: Path) -> None:
    assert "No principal gains or loses access." in run("diff", files, files, "--markdown").stdout


@pytest.mark.parametrize(
    ("action", "similar"), [("s3GetObject", "s3:GetObject"), ("s3:GetObjct", "s3:GetObject"), ("s33:x", "s3")]
)
def test_an_unknown_action_is_refused_with_similar_ones(files: Path, action: str, similar: str) -> None:
    for done in (
        run("why", "mobile/reader", action, "--snapshot", files),
        run("matrix", "--snapshot", files, "--action", action),
    ):
        assert isinstance(done.exception, UnknownName)
        assert similar in done.exception.similar


def test_the_matrix_as_json_has_the_allowed_actions(files: Path) -> None:
    cells = json.loads(run("matrix", "--snapshot", files, "--action", "s3:*Bucket", "--json").stdout)
    answers = {
        action: cell["answer"] for cell in cells for action in cell["actions"] if cell["principal"] == "mobile/reader"
    }
    assert answers["s3:CreateBucket"] == "yes"
    assert "s3:DeleteBucket" not in answers


def test_a_file_that_cannot_be_written_is_named(files: Path, tmp_path: Path) -> None:
    done = run("matrix", "--snapshot", files, "--action", "s3:GetObject", "--csv", tmp_path / "none" / "m.csv")
    assert isinstance(done.exception, FileNotWritable)


def test_lines_are_not_wrapped_without_a_terminal(files: Path) -> None:
    done = run("why", "mobile/reader", "s3:DeleteBucket", "--snapshot", files)
    assert any("Deny rail" in line and line.rstrip().endswith("Statement[0]") for line in done.stdout.splitlines())


def test_a_long_table_is_cut_and_counts_the_rest(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_matrix, "LONGEST_TABLE", 1)
    table = tmp_path / "m.csv"
    done = run("matrix", "--snapshot", files, "--action", "s3:*", "--csv", table)
    assert "and 1 more principals: --csv lists all" in done.stdout
    assert {row["principal"] for row in csv.DictReader(table.read_text().splitlines())} == {
        "mobile/ann",
        "mobile/reader",
    }


def test_parquet_is_refused_by_name(files: Path, tmp_path: Path) -> None:
    done = run("matrix", "--snapshot", files, "--csv", tmp_path / "m.parquet")
    assert done.exit_code == 2
    assert "Parquet is not written" in done.output


DEFAULT = "the home Region of the snapshot or the default; --region chooses another"


@pytest.mark.parametrize(
    ("action", "options", "line"),
    [
        ("s3:GetObject", (), f"Region: us-east-1, {DEFAULT}"),
        ("s3:GetObject", ("--region", "eu-west-1"), "Region: eu-west-1, of --region"),
        ("iam:CreateRole", ("--region", "eu-west-1"), "Region: us-east-1, the only endpoint of iam"),
        (
            "s3:GetObject",
            ("--context", "aws:RequestedRegion=eu-west-2"),
            "Region: eu-west-2, given as aws:RequestedRegion",
        ),
    ],
)
def test_why_names_the_region_and_its_source(files: Path, action: str, options: tuple[str, ...], line: str) -> None:
    assert line in run("why", "mobile/reader", action, "--snapshot", files, *options).stdout.splitlines()


def test_a_region_that_is_none_is_refused(files: Path) -> None:
    done = run("why", "mobile/reader", "s3:GetObject", "--snapshot", files, "--region", "europe")
    assert done.exit_code == 2
    assert "is not a Region" in done.output
