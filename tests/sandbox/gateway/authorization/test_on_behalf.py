"""Session tokens name the callers on whose behalf services call."""

from __future__ import annotations

from dataclasses import replace

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.gateway.authorization.on_behalf import caller_of, token_for

ANN = Caller(CallerKind.USER, "111111111111", "arn:aws:iam::111111111111:user/ann", "LKIAANN")
SERVICE = "cloudformation.amazonaws.com"


def test_a_token_names_its_caller_and_the_services_in_their_order() -> None:
    first = caller_of(token_for(ANN, SERVICE))
    assert first == replace(ANN, called_via=(SERVICE,))
    assert first is not None
    second = caller_of(token_for(replace(first, access_key="LKIAOTHER"), "athena.amazonaws.com"))
    assert second is not None
    assert second.called_via == (SERVICE, "athena.amazonaws.com")


def test_an_access_key_has_one_token_a_service() -> None:
    token = token_for(ANN, SERVICE)
    assert token_for(ANN, SERVICE) == token
    assert token_for(ANN, "athena.amazonaws.com") != token
    assert token_for(replace(ANN, access_key="LKIABOB"), SERVICE) != token


def test_any_other_token_names_no_caller() -> None:
    assert caller_of(None) is None
    assert caller_of("") is None
    assert caller_of("session token of STS") is None
