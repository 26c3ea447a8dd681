"""Tests of `sandbox.facts.service_prefixes`."""

from __future__ import annotations

from ipaddress import ip_network

from sandbox.facts.service_prefixes import SERVICE_PREFIXES, service_prefix_list


def test_a_list_has_one_id_in_a_region():
    assert service_prefix_list("us-east-1", "com.amazonaws.us-east-1.s3") != service_prefix_list(
        "us-west-2", "com.amazonaws.us-west-2.s3"
    )
    assert service_prefix_list("us-east-1", "com.amazonaws.us-east-1.dynamodb") == "pl-6417604c"


def test_every_prefix_is_canonical():
    assert set(SERVICE_PREFIXES) == {"s3", "dynamodb"}
    assert all(str(ip_network(each)) == each for listed in SERVICE_PREFIXES.values() for each in listed)
