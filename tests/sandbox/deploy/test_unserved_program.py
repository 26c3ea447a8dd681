"""A preview of a program names everything in it that the sandbox does not serve."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.deploy.errors import NotServed, UpdateFailed
from sandbox.deploy.preview import preview
from sandbox.estate import load
from sandbox.settings import Settings, read

pytestmark = pytest.mark.pulumi

PROGRAM = """import pulumi_aws as aws

work = aws.swf.Domain("work", workflow_execution_retention_period_in_days="30")
aws.ec2.Vpc("main", cidr_block="10.0.0.0/16", ipv4_netmask_length=16)
aws.swf.Domain("other", workflow_execution_retention_period_in_days="30", description=work.arn)
"""
FUNCTION = PROGRAM + 'aws.lex.get_bot(name="orders")\n'


def project(folder: Path, program: str) -> Settings:
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (folder / "sandbox.toml").write_text('program = "."\n')
    (folder / "__main__.py").write_text(program)
    return read({"root": str(folder)})


def test_types_and_inputs_are_named_together(tmp_path: Path) -> None:
    settings = project(tmp_path, PROGRAM)
    with pytest.raises(NotServed) as refused:
        preview(settings, load(settings.estate), print)
    named = {failure.resource: failure.message for failure in refused.value.failures}
    assert set(named) == {"aws:swf/domain:Domain work", "aws:swf/domain:Domain other", "aws:ec2/vpc:Vpc main"}
    assert "does not serve the resource type aws:swf/domain:Domain" in named["aws:swf/domain:Domain other"]
    assert named["aws:ec2/vpc:Vpc main"].startswith("ipv4NetmaskLength is not an input that the sandbox serves")
    assert refused.value.next_step.count("docs/resources.md") == 1


def test_a_function_is_named_with_its_line_beside_the_types(tmp_path: Path) -> None:
    settings = project(tmp_path, FUNCTION)
    with pytest.raises(UpdateFailed) as refused:
        preview(settings, load(settings.estate), print)
    messages = [failure.message for failure in refused.value.failures]
    assert any("aws:lex/getBot:getBot" in message and "__main__.py:6)" in message for message in messages)
    assert "Traceback" not in str(refused.value)
