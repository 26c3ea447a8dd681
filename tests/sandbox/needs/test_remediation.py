"""The smallest edits for what statements of the deployer's own cannot allow."""

from __future__ import annotations

from pathlib import Path

from sandbox.needs.evaluation import lacks, with_deployer
from sandbox.needs.remediation import remediations
from tests.sandbox.needs.test_evaluation import NOW, deployer, planned, statement


def test_each_policy_that_denies_has_an_edit_which_allows_the_permission(tmp_path: Path) -> None:
    needed, snapshot = planned(tmp_path)
    limits = deployer(statement("Allow", "*"), statement("Deny", "s3:Create*"), boundary=statement("Allow", "s3:*et*"))
    limited = with_deployer(snapshot, limits)
    [lack] = lacks(needed, limited, NOW)
    found = list(remediations(lack, limited, NOW))
    assert found
    for one, offered in found:
        assert one.needed.action == "s3:CreateBucket"
        assert offered is not None
        assert offered.edits
