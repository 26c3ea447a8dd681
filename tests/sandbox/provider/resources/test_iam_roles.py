"""A role that is replaced while an instance profile has it."""

import pytest

from tests.sandbox.provider.contract import Provider
from tests.sandbox.provider.samples.iam import TRUST


@pytest.mark.engine
def test_an_instance_profile_accepts_the_replacement_of_its_role(aws: Provider):
    role, profile = aws.urn("aws:iam/role:Role"), aws.urn("aws:iam/instanceProfile:InstanceProfile")
    wanted = aws.checked(role, {"name": "operator", "assumeRolePolicy": TRUST})
    made = aws.create(role, wanted)
    inputs = aws.checked(profile, {"name": "host", "role": "operator"})
    identity, state = aws.create(profile, inputs)
    renamed = aws.checked(role, {**wanted, "name": "operator-2"}, wanted)
    assert aws.diff(role, *made, wanted, renamed).deleteBeforeReplace
    aws.delete(role, *made)
    aws.create(role, renamed)
    after = aws.update(profile, identity, state, inputs, {**inputs, "role": "operator-2"})
    assert after["role"] == "operator-2"
