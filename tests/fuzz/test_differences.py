"""The engine's decisions compared with those of other evaluators: generated requests, and every known difference."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterator

import pytest

from sandbox.iam import Decision
from tests.fuzz.comparison import compare, engine_decision, generated_requests
from tests.fuzz.features import features
from tests.fuzz.generator import generate
from tests.fuzz.known_differences import FIXED, Difference, classify, known
from tests.fuzz.page import PAGE, page
from tests.fuzz.peer_table import PEERS, PeerDefinition
from tests.fuzz.peers.peer import Peer
from tests.fuzz.shrinking import shrink

SAMPLE = int(os.environ.get("FUZZ_SAMPLE", "1000"))
SEED = 20261123


@pytest.fixture(scope="module", params=PEERS, ids=lambda definition: definition.name)
def peer_and_definition(request: pytest.FixtureRequest) -> Iterator[tuple[PeerDefinition, Peer]]:
    definition: PeerDefinition = request.param
    if definition.name == "iam-simulate" and not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("Node is not installed, which iam-simulate requires")
    with definition.start() as peer:
        yield definition, peer


def test_every_difference_of_a_sample_has_a_known_class(peer_and_definition: tuple[PeerDefinition, Peer]):
    definition, peer = peer_and_definition
    tally = compare(peer, generated_requests(generate, SEED, SAMPLE), definition.reduce)
    assert [(found.ours, found.theirs, json.dumps(found.smallest)) for found in tally.unknown] == []
    assert tally.requests > SAMPLE / 10


def test_known_differences_still_differ_and_fixed_ones_agree(peer_and_definition: tuple[PeerDefinition, Peer]):
    _, peer = peer_and_definition
    differences_of_peer = [difference for difference in known() if peer.name in difference.peers]
    for difference in differences_of_peer:
        mine, theirs = engine_decision(difference.example, coarse=peer.coarse), peer.decision(difference.example)
        if difference.verdict == FIXED:
            assert mine == theirs, difference.id
            continue
        assert mine != theirs, difference.id
        found = classify(peer.name, mine, theirs, features(difference.example))
        assert found is difference, f"{difference.id} is classified as {found and found.id}"


@pytest.mark.parametrize("difference", known(), ids=lambda difference: difference.id)
def test_a_known_difference_has_a_reason_and_a_page(difference: Difference):
    assert difference.because
    assert difference.page
    assert {definition.name for definition in PEERS} >= set(difference.peers)


def test_the_ids_of_known_differences_are_unique():
    ids = [difference.id for difference in known()]
    assert len(ids) == len(set(ids))


def test_the_page_of_differences_is_current():
    assert PAGE.read_text() == page()


def test_the_same_seed_gives_the_same_requests():
    first, again = ([generate(7, number) for number in range(50)] for _ in range(2))
    assert first == again
    assert first != [generate(8, number) for number in range(50)]


def test_requests_cover_principals_layers_elements_and_decisions():
    requests = [generate(SEED, number) for number in range(2000)]
    seen = frozenset(itertools.chain.from_iterable(features(request) for request in requests))
    for wanted in ("root", "user", "role", "session", "federated user", "service", "service-linked role", "anonymous"):
        assert f"principal {wanted}" in seen
    for layer in ("identity", "boundaries", "session", "resource_policy", "scps", "rcps", "endpoint"):
        assert f"layer {layer}" in seen
    for element in ("NotAction", "NotResource", "NotPrincipal"):
        assert f"element {element}" in seen
    decisions = [engine_decision(request) for request in requests]
    for decision in (Decision.ALLOW, Decision.EXPLICIT_DENY, Decision.IMPLICIT_DENY):
        assert decisions.count(decision.value) > len(requests) / 10


def test_shrinking_keeps_only_what_the_difference_needs():
    big = generate(SEED, 11)
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
