"""Every issue is found in its policy, and nothing in good ones; the places of findings are those in the text."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sandbox.authorization.service_reference import reference_of
from sandbox.emulated.accessanalyzer.validation import References, validate
from sandbox.emulated.accessanalyzer.validation.issues import ISSUES, NOT_CHECKED
from sandbox.facts.action_catalogue import catalogue
from tests.sandbox.emulated.accessanalyzer.validation.cases import BAD, GOOD, Case, allow, policy

REFERENCES = References(reference_of(catalogue().raw), frozenset({"us-east-1", "us-west-2"}))


def findings(case: Case) -> list[dict[str, Any]]:
    text = case.document if isinstance(case.document, str) else json.dumps(case.document, indent=1)
    return validate(text, case.type, case.resource_type, REFERENCES)


@pytest.mark.parametrize(("code", "case"), BAD.items(), ids=BAD)
def test_an_issue_is_found(code: str, case: Case) -> None:
    found = {finding["issueCode"]: finding for finding in findings(case)}
    assert code in found
    assert found[code]["findingType"] == ISSUES[code].type
    assert not re.search(r"(?<!\$)\{\w", found[code]["findingDetails"])
    assert found[code]["locations"]


@pytest.mark.parametrize("case", GOOD)
def test_a_good_policy_has_no_findings(case: Case) -> None:
    assert [finding["issueCode"] for finding in findings(case)] == []


def test_every_issue_has_a_case_and_none_is_also_named_as_not_checked() -> None:
    assert set(BAD) == set(ISSUES)
    assert not set(ISSUES) & set(NOT_CHECKED)


def test_errors_come_first() -> None:
    case = Case(policy(allow(Action=["s3:Get*", "s3:GetObject", "iam:PassRole", "s3:Nothing"], Resource="*")))
    types = [finding["findingType"] for finding in findings(case)]
    assert types == ["ERROR", "SECURITY_WARNING", "SUGGESTION"]


def test_a_location_is_the_span_of_the_value_in_the_text() -> None:
    text = (
        '{\n  "Version": "2012-10-17",\n  "Statement": {"Effect": "Permit", "Action": "s3:GetObject", "Resource": "*"}}'
    )
    (finding,) = validate(text, "IDENTITY_POLICY", None, REFERENCES)
    (location,) = finding["locations"]
    assert location["path"] == [{"value": "Statement"}, {"value": "Effect"}]
    start, end = location["span"]["start"], location["span"]["end"]
    assert text[start["offset"] : end["offset"]] == '"Permit"'
    assert (start["line"], start["column"]) == (3, 26)


def test_a_syntax_error_has_its_place() -> None:
    (finding,) = findings(BAD["JSON_SYNTAX_ERROR"])
    assert finding["findingDetails"] == "Fix the JSON syntax error at index 41 line 2 column 15."


def test_each_finding_links_to_its_section() -> None:
    (finding,) = findings(BAD["MISSING_VERSION"])
    assert finding["learnMoreLink"].endswith("#access-analyzer-reference-policy-checks-general-warning-missing-version")
