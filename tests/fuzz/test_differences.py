"""The engine's decisions compared with those of other evaluators: generated requests, and every known difference."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterator

import pytest

from sandbox.iam import Decision
from tests.fuzz.comparison import compare, numbered, ours
from tests.fuzz.features import features
from tests.fuzz.generator import question
from tests.fuzz.known import FIXED, Difference, classify, known
from tests.fuzz.page import PAGE, page
from tests.fuzz.peers.peer import Peer
from tests.fuzz.roster import ROSTER, Listed
from tests.fuzz.shrinking import shrink

SAMPLE = int(os.environ.get("FUZZ_SAMPLE", "1000"))
SEED = 20261123


@pytest.fixture(scope="module", params=ROSTER, ids=lambda listed: listed.name)
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Listed, Peer]]:
    listed: Listed = request.param
    if listed.name == "iam-simulate" and not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("Node is not installed here, and iam-simulate runs on nothing else")
    with listed.start() as peer:
        yield listed, peer


def test_every_difference_of_a_sample_has_a_known_class(pair: tuple[Listed, Peer]):
    listed, peer = pair
    tally = compare(peer, numbered(question, SEED, SAMPLE), listed.reduced)
    assert [(found.ours, found.theirs, json.dumps(found.smallest)) for found in tally.unknown] == []
    assert tally.asked > SAMPLE / 10


def test_known_differences_still_differ_and_fixed_ones_agree(pair: tuple[Listed, Peer]):
    _, peer = pair
    theirs_known = [difference for difference in known() if peer.name in difference.peers]
    for difference in theirs_known:
        mine, theirs = ours(difference.example, coarse=peer.coarse), peer.answer(difference.example)
        if difference.verdict == FIXED:
            assert mine == theirs, difference.id
            continue
        assert mine != theirs, difference.id
        found = classify(peer.name, mine, theirs, features(difference.example))
        assert found is difference, f"{difference.id} goes as {found and found.id}"


@pytest.mark.parametrize("difference", known(), ids=lambda difference: difference.id)
def test_a_known_difference_has_a_reason_and_a_page(difference: Difference):
    assert difference.because
    assert difference.page
    assert {listed.name for listed in ROSTER} >= set(difference.peers)


def test_the_ids_of_known_differences_are_unique():
    ids = [difference.id for difference in known()]
    assert len(ids) == len(set(ids))


def test_the_page_of_differences_is_current():
    assert PAGE.read_text() == page()


def test_the_same_seed_gives_the_same_requests():
    first, again = ([question(7, number) for number in range(50)] for _ in range(2))
    assert first == again
    assert first != [question(8, number) for number in range(50)]


def test_requests_cover_principals_layers_elements_and_decisions():
    asked = [question(SEED, number) for number in range(2000)]
    seen = frozenset(itertools.chain.from_iterable(features(one) for one in asked))
    for wanted in ("root", "user", "role", "session", "federated user", "service", "service-linked role", "anonymous"):
        assert f"principal {wanted}" in seen
    for layer in ("identity", "boundaries", "session", "resource_policy", "scps", "rcps", "endpoint"):
        assert f"layer {layer}" in seen
    for element in ("NotAction", "NotResource", "NotPrincipal"):
        assert f"element {element}" in seen
    decisions = [ours(one) for one in asked]
    for decision in (Decision.ALLOW, Decision.EXPLICIT_DENY, Decision.IMPLICIT_DENY):
        assert decisions.count(decision.value) > len(asked) / 10


def test_shrinking_keeps_only_what_the_difference_needs():
    big = question(SEED, 11)
    statement = {"Effect": "Deny", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}
    big = {**big, "identity": [{"Version": "2012-10-17", "Statement": [statement, {**statement, "Effect": "Allow"}]}]}

    def has_a_deny(smaller: dict[str, object]) -> bool:
        return '"Effect": "Deny"' in json.dumps(smaller.get("identity"))

    smallest = shrink(big, has_a_deny)
    assert smallest["identity"] == [
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
    ]
    assert not {"scps", "rcps", "boundaries", "session", "resource_policy", "endpoint"} & {
        name for name, value in smallest.items() if value
    }
