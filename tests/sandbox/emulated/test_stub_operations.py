from __future__ import annotations

import pytest
from botocore.loaders import Loader

from sandbox.emulated.stub_operations import STAND_INS, refused
from tests.sandbox.emulated.services_page import by_service


@pytest.mark.parametrize("service", STAND_INS)
def test_every_stand_in_is_an_operation_and_has_a_reason(service: str):
    known = Loader().load_service_model(service, "service-2")["operations"]
    assert set(STAND_INS[service]) <= set(known)
    assert all(STAND_INS[service].values())
    assert set(STAND_INS[service]) <= set(by_service()[service])


def test_what_is_done_is_not_refused():
    assert refused("sts", "AssumeRole") is None
    assert refused("iam", "CreateUser") is None
