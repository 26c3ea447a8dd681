"""The plugin in a project of its own with exported files: what pytest prints and writes."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.sandbox.snapshot.exports import FILES

pytest_plugins = ("pytester",)

TESTS = '''
from sandbox.policytest import role, everybody

READS = "s3:GetObject"


def test_readers_read():
    role("mobile/reader").can(READS, "arn:aws:s3:::pictures/a.png")


def test_no_principal_deletes_a_bucket():
    """Buckets are not deleted."""
    everybody.cannot("s3:DeleteBucket").because_of("rail")


def test_readers_write():
    role("mobile/reader").can("iam:CreateUser")


def test_an_assert_statement():
    assert role("mobile/reader").cannot(READS)


def test_of_a_misspelt_role():
    role("mobile/raeder").can(READS)


def test_without_an_assertion():
    role("mobile/reader")
'''


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder of policy tests beside an exported organization."""
    for name, output in FILES.items():
        file = pytester.path / "exported" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(output))
    pytester.makeini("[pytest]\npolicy_tests = .\nfilterwarnings = error\n")
    pytester.makepyfile(test_access=TESTS)
    return pytester


def test_failures_have_a_message_without_a_traceback(project: pytest.Pytester):
    result = project.runpytest("--snapshot", "exported")
    result.assert_outcomes(passed=2, failed=4)
    lines = result.stdout.lines
    assert not [line for line in lines if "sandbox/policytest/" in line], "the traceback has frames of the plugin"
    assert "role mobile/reader can iam:CreateUser: it is denied" in lines
    assert "role mobile/reader cannot s3:GetObject: it is allowed" in lines
    assert any(line.startswith("No role 'mobile/raeder'. Similar: mobile/reader.") for line in lines)
    assert '  asserted at test_access.py:24: role("mobile/raeder").can(READS)' in lines
    assert any(line.startswith("role mobile/reader: named, but nothing is asserted") for line in lines)
    message = lines[lines.index("role mobile/reader can iam:CreateUser: it is denied") :]
    words = [line for line in message[: message.index("")] if " " in line.strip()] if "" in message else message
    assert all(len(line) <= 100 for line in words[:12])


def test_a_policy_that_is_not_read_is_named(project: pytest.Pytester):
    name = "accounts/111111111111/layer-us-east-1-pay.json"
    (project.path / "exported" / name).write_text('{"Policy": {"Statement": []}}')
    result = project.runpytest("--snapshot", "exported", "-k", "readers_read")
    result.stdout.fnmatch_lines(["*= not read =*", f"{name}: it holds a policy, and no type of resource *"])


def test_failures_are_in_sarif_and_junit(project: pytest.Pytester, tmp_path: Path):
    project.runpytest("--snapshot", "exported", "--sarif", f"{tmp_path}/out.sarif", "--junitxml", f"{tmp_path}/out.xml")
    run = json.loads((tmp_path / "out.sarif").read_text())["runs"][0]
    named = [result["ruleId"].rpartition("::")[2] for result in run["results"]]
    assert named == [
        "test_readers_write",
        "test_an_assert_statement",
        "test_of_a_misspelt_role",
        "test_without_an_assertion",
    ]
    cases = {case.get("name"): case for case in ET.parse(tmp_path / "out.xml").iter("testcase")}  # noqa: S314 - ours
    properties = {item.get("name"): item.get("value") for item in cases["test_readers_write"].iter("property")}
    assert properties["assertions"] == "1"
    assert str(properties["line of the program"]).startswith("exported/")


@pytest.mark.parametrize("processes", [("-n", "2"), ("-p", "no:xdist")], ids=["two processes", "without pytest-xdist"])
def test_results_are_the_same_in_several_processes_and_without_pytest_xdist(
    project: pytest.Pytester, processes: tuple[str, str]
):
    result = project.runpytest_subprocess(*processes, "--snapshot", "exported", "--sarif", "out.sarif")
    result.assert_outcomes(passed=2, failed=4)
    run = json.loads((project.path / "out.sarif").read_text())["runs"][0]
    assert {found["ruleId"].rpartition("::")[2] for found in run["results"]} == {
        "test_readers_write",
        "test_an_assert_statement",
        "test_of_a_misspelt_role",
        "test_without_an_assertion",
    }


def test_a_sarif_file_that_cannot_be_written_is_a_usage_error(project: pytest.Pytester):
    (project.path / "file").touch()
    result = project.runpytest_subprocess("--snapshot", "exported", "-k", "readers_read", "--sarif", "file/out.sarif")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "--sarif file/out.sarif cannot be written" in result.stdout.str() + result.stderr.str()


def test_each_test_fails_with_the_error_of_a_snapshot_that_cannot_be_read(project: pytest.Pytester):
    project.makepyfile(test_of_the_snapshot="def test_of_the_snapshot(snapshot):\n    assert snapshot.callers\n")
    result = project.runpytest("--snapshot", "elsewhere")
    result.assert_outcomes(failed=6, errors=1)
    shown = [line for line in result.stdout.lines if line.startswith("elsewhere: ")]
    assert len(shown) == 7
    assert len(set(shown)) == 1
    assert "  asserted at test_of_the_snapshot.py:1: test_of_the_snapshot" in result.stdout.lines


def test_tests_are_collected_and_selected_without_a_snapshot(project: pytest.Pytester):
    project.runpytest("--snapshot", "elsewhere", "--collect-only", "-q").stdout.fnmatch_lines(["*test_readers_read*"])
    project.runpytest("--snapshot", "exported", "-k", "readers_read").assert_outcomes(passed=1, deselected=5)
