from __future__ import annotations

import pytest
from botocore.loaders import Loader

from sandbox.emulated.stub_operations import refused, stub_operations
from tests.sandbox.emulated.services_page import by_service


def test_stub_operations_are_found_in_the_folders_of_their_services():
    assert {"autoscaling", "cognito-identity", "ec2", "glue"} <= set(stub_operations())


@pytest.mark.parametrize("service", stub_operations())
def test_every_stub_operation_exists_in_its_service_and_has_a_reason(service: str):
    known = Loader().load_service_model(service, "service-2")["operations"]
    named = stub_operations()[service]
    assert named
    assert set(named) <= set(known)
    assert all(named.values())
    assert set(named) <= set(by_service()[service])


def test_an_operation_that_works_is_not_refused():
    assert refused("sts", "AssumeRole") is None
    assert refused("iam", "CreateUser") is None
