"""Tests of `sandbox.snapshot.network.draft`."""

from __future__ import annotations

from dataclasses import fields

from sandbox.reach.model import NetworkAcl
from sandbox.routing.model import Subnet, Topology
from sandbox.snapshot.network.draft import Draft, TopologyDraft


def test_a_draft_has_every_part_of_a_topology():
    assert {each.name for each in fields(Topology)} == {each.name for each in fields(TopologyDraft)} | {
        "network_interfaces"
    }


def test_subnets_of_no_other_acl_have_the_default_one_of_their_vpc():
    draft = Draft()
    for name, vpc in (("a", "vpc-1"), ("b", "vpc-1"), ("c", "vpc-2")):
        draft.subnets[name] = Subnet(name, vpc, "1", "us-east-1", "", ())
    draft.acls["own"] = NetworkAcl("own", "vpc-1", subnets=("a",))
    draft.acls["default"] = NetworkAcl("default", "vpc-1", default=True)
    network = draft.network("x")
    assert {key: acl.subnets for key, acl in network.acls.items()} == {"own": ("a",), "default": ("b",)}


def test_a_note_is_recorded_one_time():
    draft = Draft()
    for _ in range(2):
        draft.note("x is not read")
    assert draft.network("x").notes == ("x is not read",)
