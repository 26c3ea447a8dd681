"""The order in which the stacks of a split estate are deployed."""

from __future__ import annotations

from sandbox.deploy.stack_order import stages
from sandbox.estate import load
from tests.repository import CLONE

ESTATES = CLONE / "tests" / "estates"


def test_the_network_account_comes_after_the_organization_and_before_the_others() -> None:
    assert stages(load(ESTATES / "small.yaml"), "split", "all") == (
        ("organization",),
        ("network",),
        ("security", "legacy", "mobile"),
    )


def test_the_network_account_is_the_one_that_the_file_names() -> None:
    assert stages(load(ESTATES / "other_names.yaml"), "split", "all") == (
        ("organization",),
        ("hub",),
        ("audit", "mirror", "shop"),
    )


def test_the_form_all_has_one_stack() -> None:
    assert stages(load(ESTATES / "other_names.yaml"), "all", "sandbox") == (("sandbox",),)
