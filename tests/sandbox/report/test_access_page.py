"""The HTML page of the access matrix has its source, explains its counts and links to each reason."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from sandbox.access import matrix
from sandbox.report.access_page import Provenance, as_html
from tests.sandbox.access.snapshots import ACTIONS, READER, snapshot

GET = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::pictures/*"}
TAGGED = {
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:RequestTag/team": "mobile <a>"}},
}
PROVENANCE = Provenance("exported/now", datetime(2026, 11, 30, 8, 15, tzinfo=UTC), "0123abcd")
SNAPSHOT = snapshot(GET, TAGGED)


def page(provenance: Provenance = PROVENANCE, actions: tuple[str, ...] = ACTIONS) -> str:
    return as_html(matrix(SNAPSHOT, actions), SNAPSHOT, provenance)


def data(html: str) -> dict[str, object]:
    found = re.search(r"<script type=application/json id=data>(.*?)</script>", html, re.DOTALL)
    assert found is not None
    values: dict[str, object] = json.loads(found[1])
    return values


def test_the_heading_names_snapshot_commit_date_and_counts():
    html = page()
    assert "<h1>Access matrix</h1>" in html
    for fact in ("exported/now", "0123abcd", "2026-11-30 08:15 UTC", "<dd>5</dd>"):
        assert fact in html
    assert "not a git repository" in page(Provenance("plan", PROVENANCE.created))


def test_an_action_has_its_answer_and_many_actions_are_counted_by_service():
    assert re.search(r"<td class=yes [^>]*>yes</td>", page())
    many = tuple(f"s3:Action{n}" for n in range(500)) + ACTIONS
    html = page(actions=many)
    assert "1 + 1 of 503" in html
    without_if = ("s3:Other", *(name for name in many if name != "s3:PutObject"))
    assert ">1 of 503<" in page(actions=without_if)
    assert "is 4 with the answer yes and 2 with if, of 16" in html


def test_the_colour_follows_the_share():
    many = tuple(f"s3:Action{n}" for n in range(500)) + ACTIONS
    shares = {float(share) for share in re.findall(r"--share:([\d.]+)", page(actions=many))}
    assert shares == {0.0}
    assert set(re.findall(r"--share:([\d.]+)", page())) == {"1.0"}


def test_each_cell_has_a_request_that_is_allowed():
    found = data(page())
    assert found["source"] == " --snapshot exported/now"
    requests = found["requests"]
    assert isinstance(requests, dict)
    by_answer = {answer: (resource, options, ranges) for answer, resource, options, ranges in requests[READER]}
    get, put = ACTIONS.index("s3:GetObject"), ACTIONS.index("s3:PutObject")
    assert by_answer["yes"] == ("arn:aws:s3:::pictures/any", "", [get, get])
    assert by_answer["if"] == ("*", " --context 'aws:requesttag/team=mobile <a>'", [put, put])


def test_texts_are_escaped():
    html = page(Provenance("<script>", PROVENANCE.created))
    assert "<dd>&lt;script&gt;</dd>" in html
    assert "mobile <a>" not in html


def test_the_page_loads_nothing():
    assert not re.search(r"""(src|href)\s*=|url\(|@import""", page())
