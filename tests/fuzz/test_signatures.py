"""A sample of the search for forged signatures; `make fuzz` makes the long one."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from sandbox.gateway.authentication import verification
from tests.fuzz.signatures.forgeries import search
from tests.fuzz.signatures.meaning import meaning
from tests.fuzz.signatures.mutations import MUTATIONS
from tests.fuzz.signatures.requests import KINDS, case

SAMPLE = int(os.environ.get("FUZZ_SAMPLE", "1000"))
SEED = 20261130


def test_no_request_of_a_sample_is_accepted_with_another_meaning():
    found = search(SEED, range(SAMPLE))
    assert found.forgeries == []
    assert found.tried == SAMPLE
    assert sum(found.refused.values()) > SAMPLE / 2
    assert len(found.refused) > 10


def test_the_sample_has_requests_of_every_kind():
    assert {case(SEED, number).kind for number in range(200)} == set(KINDS)
    assert len(MUTATIONS) == 19


@pytest.mark.parametrize("kind", KINDS)
def test_requests_of_another_effect_differ_in_meaning(kind: str):
    """Else the search could not find a forgery."""
    sent = next(made for made in (case(SEED, number) for number in range(200)) if made.kind == kind).sent
    mine = meaning(sent, kind)
    others = [
        replace(sent, method="PATCH"),
        replace(sent, target="/other" + sent.target[1:]),
        sent.with_header("x-amz-acl", "public-read"),
    ]
    if "v2" in kind:
        others.append(replace(sent, target=sent.target + "&acl"))
    else:
        others.append(replace(sent, target=sent.target + ("&a=b" if "?" in sent.target else "?a=b")))
        others.append(sent.with_header("Host", "other.example"))
    if kind in {"query", "json", "rest", "s3"}:
        others.append(replace(sent, body=sent.body + b"x"))
    for other in others:
        assert meaning(other, kind) != mine


@pytest.mark.parametrize("check", ["_check_signed_headers", "check_hash", "check_chunks"])
def test_without_one_of_the_checks_the_search_finds_forgeries(monkeypatch: pytest.MonkeyPatch, check: str):
    monkeypatch.setattr(verification, check, lambda *_arguments, **_named: None)
    assert search(SEED, range(500)).forgeries
