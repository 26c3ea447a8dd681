from __future__ import annotations

from collections.abc import Callable

import pytest

Breaches = Callable[..., list[tuple[str, str, str]]]


def break_glass(job: str) -> tuple[str, str]:
    return "    departments: [mobile]\n", f"    departments: [mobile]\n  break_glass: {job}\n"


def test_a_job_of_a_department_is_accepted(breaches: Breaches):
    assert not breaches(break_glass("mobile/operator"))


@pytest.mark.parametrize(
    ("job", "wrong", "right"),
    [
        ("operator", "operator is not account/job", "write account/job, for instance admin/operator"),
        ("mobil/operator", "there is no department mobil", "did you mean mobile?"),
        ("security/operator", "there is no department security", "the departments are: mobile"),
        ("mobile/operater", "there is no job operater", "did you mean operator?"),
    ],
)
def test_a_name_that_is_no_job_of_a_department_is_refused(breaches: Breaches, job: str, wrong: str, right: str):
    assert breaches(break_glass(job)) == [("organization.break_glass", wrong, right)]
