"""Which Python and which parts of the distribution are there."""

from __future__ import annotations

import sys

import pytest

from sandbox import extras
from sandbox.doctor import installation


def test_this_interpreter_is_good() -> None:
    finding = installation.python()
    assert finding.good
    assert sys.executable in finding.detail


def test_another_interpreter_is_reported_with_the_range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "OLDEST_PYTHON", (3, 99))
    finding = installation.python()
    assert not finding.good
    assert finding.next_step == "Install causeway into an environment of CPython 3.99 to 3.14."


def test_the_environment_of_the_tests_has_every_part() -> None:
    assert installation.missing_packages() == frozenset()
    assert installation.installed_parts(frozenset()).detail.endswith("with engine, provider and Pulumi")


def test_a_package_that_is_not_installed_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "PACKAGES", frozenset(("pytest", "no_such_package")))
    assert installation.missing_packages() == {"no_such_package"}


def test_plain_causeway_is_good_and_names_what_adds_the_rest() -> None:
    finding = installation.installed_parts(extras.PACKAGES - {"boto3"})  # which moto brings
    assert finding.good
    assert "engine, provider and Pulumi (`up`, `preview`) are not installed" in finding.detail
    assert "`pip install 'causeway[sandbox]'` adds them" in finding.detail


def test_an_extra_without_some_of_its_packages_is_not_good() -> None:
    finding = installation.installed_parts(frozenset(("psutil", "grpc")))
    assert not finding.good
    assert finding.detail.endswith("is missing: grpc, psutil")
    assert finding.next_step == "Type `pip install 'causeway[sandbox]'`."
