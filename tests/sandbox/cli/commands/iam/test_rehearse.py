"""`sandbox iam rehearse` on exported files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sandbox.cli import console
from sandbox.cli.commands.iam import build
from sandbox.rehearsal.errors import InvalidChange, NoEvents, UnknownPolicy
from sandbox.snapshot import exported
from tests.sandbox.rehearsal.recorded import deny, document, event, get_object, write
from tests.sandbox.snapshot.exports import FILES

STRICTER = document(deny("s3:DeleteBucket"), deny("s3:GetObject", Sid="NoReads"))


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console.out, "_width", 250)  # the variable COLUMNS is read when a console is made


@pytest.fixture
def files(tmp_path: Path) -> Path:
    exported.write(FILES, tmp_path / "now")
    return tmp_path / "now"


@pytest.fixture
def events(tmp_path: Path) -> Path:
    recorded = [
        get_object(eventID="first"),
        get_object("b.png", eventID="second", eventTime="2026-11-02T09:00:00Z"),
        event("signin", "ConsoleLogin", None, eventType="AwsConsoleSignIn"),
    ]
    write(tmp_path / "events" / "AWSLogs" / "a.json.gz", recorded)
    return tmp_path / "events"


def policy(path: Path, content: object = STRICTER) -> Path:
    path.write_text(json.dumps(content, indent=2))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(None), ["rehearse", *(str(argument) for argument in arguments)])


def test_a_new_version_of_a_policy_that_the_file_names(files: Path, events: Path, tmp_path: Path) -> None:
    change = policy(tmp_path / "rail.json")
    done = run("--change", change, "--events", events, "--snapshot", files)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == "2 recorded calls would be denied:"
    assert lines[1] == "  mobile/reader s3:GetObject: 2 times, first 2026-11-01T09:00:00Z, last 2026-11-02T09:00:00Z"
    assert lines[2] == f"    service control policy rail/NoReads  {change}:11"
    assert lines[3].startswith("    event first on arn:aws:s3:::pictures/a.png by arn:aws:sts::")
    assert (
        "3 events: 2 judged (0 unchanged, 2 newly denied, 0 newly allowed, 0 denied before and after), 1 not judged"
        in lines
    )
    assert "  1 not judged: a sign-in to the console or a service's own web pages, no API call" in lines
    assert "    1 signin.amazonaws.com ConsoleLogin" in lines


def test_json_has_the_same(files: Path, events: Path, tmp_path: Path) -> None:
    change = f"rail={policy(tmp_path / 'other-name.json')}"
    found = json.loads(run("--change", change, "--events", events, "--snapshot", files, "--json").stdout)
    assert found["outcomes"] == {
        "unchanged": 0,
        "newly_denied": 2,
        "newly_allowed": 0,
        "still_denied": 0,
        "not_judged": 1,
    }
    (denied,) = found["denied"]
    assert (denied["action"], denied["count"], denied["layer"], denied["policy"], denied["statement"]) == (
        "s3:GetObject",
        2,
        "scp",
        "rail",
        "NoReads",
    )
    assert denied["witness"]["event"] == "first"
    assert found["not_judged"][0]["reason"] == "sign_in"
    assert found["damage"] == []


def test_a_new_policy_is_attached(files: Path, events: Path, tmp_path: Path) -> None:
    change = policy(tmp_path / "new.json", document(deny("s3:Get*")))
    for target in ("mobile", "root"):
        done = run("--change", change, "--attach", target, "--events", events, "--snapshot", files)
        assert "2 recorded calls would be denied:" in done.stdout
    with pytest.raises(UnknownPolicy, match="Similar: mobile"):
        CliRunner().invoke(
            build(None),
            [
                "rehearse",
                "--change",
                str(change),
                "--attach",
                "mobil",
                "--events",
                str(events),
                "--snapshot",
                str(files),
            ],
            catch_exceptions=False,
        )


def test_another_snapshot_is_the_change(files: Path, events: Path, tmp_path: Path) -> None:
    summary = {"PolicySummary": {"Name": "rail"}, "Content": json.dumps(STRICTER)}
    exported.write(FILES | {"organization/policy-p-1.json": {"Policy": summary}}, tmp_path / "then")
    done = run("--change", tmp_path / "then", "--events", events, "--snapshot", files)
    assert done.exit_code == 0
    assert "2 recorded calls would be denied:" in done.stdout
    assert "organization/policy-p-1.json $.Policy.Content.Statement[1]" in done.stdout


def test_a_change_without_effect_is_stated(files: Path, events: Path) -> None:
    done = run("--change", files, "--events", events, "--snapshot", files)
    assert done.exit_code == 0
    assert "No recorded call that was judged would be denied." in done.stdout
    assert "No policy differs before and after the change." in done.stderr


def test_a_condition_key_that_events_lack_can_be_given(files: Path, events: Path, tmp_path: Path) -> None:
    condition = {"StringNotEquals": {"aws:Referer": "x"}}
    change = policy(tmp_path / "rail.json", document(deny("s3:GetObject", Condition=condition)))
    base = ("--change", change, "--events", events, "--snapshot", files)
    assert "2 not judged: the decision depends on condition keys" in run(*base).stdout
    assert "2 recorded calls would be denied:" in run(*base, "--context", "aws:Referer=y").stdout


def test_damaged_files_are_named_and_the_rest_is_read(files: Path, events: Path, tmp_path: Path) -> None:
    (events / "damaged.json").write_text('{"Records": [')
    change = policy(tmp_path / "rail.json")
    done = run("--change", change, "--events", events, "--snapshot", files)
    assert done.exit_code == 1
    assert f"not read: {events}/damaged.json:1: is not JSON" in done.stderr
    assert "2 recorded calls would be denied:" in done.stdout


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("rail=missing.json", "missing.json does not exist."),
        ("rail={broken}", "is not JSON"),
        ("rail={foreign}", "it has no Statement"),
        ("rail={invalid}", "as scp policy, statement 1 is invalid"),
        ("unknown={good}", "The snapshot has no policy 'unknown'."),
    ],
)
def test_a_wrong_change_is_refused(change: str, message: str, files: Path, events: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    policy(tmp_path / "foreign.json", {"a": 1})
    policy(tmp_path / "invalid.json", document({"Effect": "Deny", "Action": "s3:*"}))
    policy(tmp_path / "good.json")
    names = {name: tmp_path / f"{name}.json" for name in ("broken", "foreign", "invalid", "good")}
    done = run("--change", change.format(**names), "--events", events, "--snapshot", files)
    assert isinstance(done.exception, InvalidChange | UnknownPolicy)
    assert message in str(done.exception)


def test_control_characters_of_names_are_escaped(files: Path, tmp_path: Path) -> None:
    write(tmp_path / "events" / "a.json", [get_object("a\x1b[2Jb\n.png")])
    done = run("--change", policy(tmp_path / "rail.json"), "--events", tmp_path / "events", "--snapshot", files)
    assert r"arn:aws:s3:::pictures/a\x1b[2Jb\n.png" in done.stdout


def test_a_place_without_events_is_refused(files: Path, tmp_path: Path) -> None:
    done = run("--change", policy(tmp_path / "rail.json"), "--events", tmp_path / "nowhere", "--snapshot", files)
    assert isinstance(done.exception, NoEvents)
