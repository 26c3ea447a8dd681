"""The default estate's policy tests pass on the deployed estate."""

from __future__ import annotations

import pytest

from sandbox import settings
from sandbox.policytest.session import policy_evaluator
from sandbox.reach import Analyzer
from sandbox.snapshot import load, network
from tests.journeys.clone import Clone
from tests.reference_tests import network_tests, permission_tests

pytestmark = pytest.mark.journey


def test_the_policy_tests_pass_on_the_deployed_estate(deployed: Clone):
    read = settings.read({"root": str(deployed.root)}, deployed.environment)
    evaluator, analyzer = policy_evaluator(load("live", read)), Analyzer(network.load("live", read))
    tests = (*permission_tests(), *network_tests())
    assert len(tests) > len(network_tests()) > 0
    for test in tests:
        result = test.evaluate(lambda: evaluator, lambda: analyzer)
        assert result.passed, f"{test.title}\n{result.text}"


def test_plain_pulumi_previews_the_deployed_estate_with_the_policy_pack(deployed: Clone):
    preview = 'eval "$(.sandbox/venv/bin/sandbox env)" && pulumi preview --non-interactive --policy-pack policy'
    done = deployed.run("sh", "-c", preview)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "causeway@v" in done.stdout


def test_an_update_without_preview_is_refused_after_it_created_everything(deployed: Clone):
    update = "pulumi up --yes --skip-preview --non-interactive --color never --policy-pack policy"
    command = ("sh", "-c", f'eval "$(.sandbox/venv/bin/sandbox env)" && {update}')
    jobs = deployed.root / "accounts" / "jobs.py"
    original = jobs.read_text()
    boundary = "            permissions_boundary=self._args.boundary_arn,\n"
    assert original.count(boundary) == 1
    try:
        jobs.write_text(original.replace(boundary, ""))
        refused, again = deployed.run(*command), deployed.run(*command)
    finally:
        jobs.write_text(original)
        repaired = deployed.run(*command)
    for done in (refused, again):
        assert done.returncode != 0, done.stdout[-3000:]
        assert "no job escalates past its boundary" in done.stdout
    assert "mobile-deployer updated" in refused.stdout
    assert " updated (" not in again.stdout
    assert repaired.returncode == 0, repaired.stdout[-3000:] + repaired.stderr[-3000:]
