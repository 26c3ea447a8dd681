from __future__ import annotations

from pathlib import Path

from sandbox.policytest import nobody, role
from sandbox.policytest.collect import PolicyTest
from sandbox.policytest.result_text import result_text
from sandbox.policytest.session import policy_evaluator
from tests.sandbox.policytest.snapshots import small

FOLDER = Path("tests") / "intents"


def rendered(*actions: str) -> str:
    def test_the_deployer_does_little() -> None:
        for action in actions:
            role("mobile/deployer").cannot(action)

    test = PolicyTest("test_jobs.py::test_the_deployer_does_little", test_the_deployer_does_little)
    evaluator = policy_evaluator(small())
    return result_text(test, test.evaluate(lambda: evaluator), Path("/clone"), FOLDER)


def test_a_failed_test_has_a_request_and_the_command_for_details():
    first, assertion, request, *_, last = rendered("iam:DeleteRole").splitlines()
    assert first == "the deployer does little"
    assert assertion.startswith("  role mobile/deployer cannot iam:DeleteRole: it is allowed")
    assert "request: arn:aws:sts::111122223333:assumed-role/deployer/check iam:DeleteRole" in request
    assert last == "  details: pytest tests/intents/test_jobs.py::test_the_deployer_does_little"


def test_assertions_that_fail_for_the_same_reason_are_counted():
    lines = rendered("iam:DeleteRole", "iam:DeleteUser", "iam:CreateRole", "iam:CreateUser").splitlines()
    assert sum("it is allowed" in line for line in lines) == 1
    assert "  and 3 more of its 4 assertions" in lines


def test_each_reason_is_shown():
    def test_deployers() -> None:
        role("mobile/deployer").cannot("iam:DeleteRole")
        role("data/reader").cannot_escape_boundary()

    test = PolicyTest("test_jobs.py::test_deployers", test_deployers)
    evaluator = policy_evaluator(small())
    text = result_text(test, test.evaluate(lambda: evaluator), Path("/clone"), FOLDER)
    assert "role mobile/deployer cannot iam:DeleteRole: it is allowed" in text
    assert "role data/reader.cannot_escape_boundary(): it has no permissions boundary" in text
    assert "more of its" not in text


def test_a_long_assertion_is_shortened():
    actions = ("iam:DeleteRole", "iam:DeleteUser", "iam:CreateRole", "iam:CreateUser") * 20

    def test_all() -> None:
        role("mobile/deployer").cannot(actions)

    test = PolicyTest("test_jobs.py::test_all", test_all)
    evaluator = policy_evaluator(small())
    assert max(map(len, result_text(test, test.evaluate(lambda: evaluator), Path("/clone"), FOLDER).splitlines())) < 400


def test_a_test_that_asserts_nothing_is_named():
    def test_nothing() -> None:
        nobody.outside("mobile")

    test = PolicyTest("test_jobs.py::test_nothing", test_nothing)
    evaluator = policy_evaluator(small())
    text = result_text(test, test.evaluate(lambda: evaluator), Path("/clone"), FOLDER)
    assert "nobody outside mobile: named, but nothing is asserted" in text
