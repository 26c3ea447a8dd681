"""The entries of the Service Authorization Reference, and their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sandbox.authorization.service_reference import reference_in, reference_of, write_reference

RAW: dict[str, Any] = {
    "sqs": {
        "service_name": "Amazon SQS",
        "prefix": "sqs",
        "privileges": {
            "SendMessage": {
                "access_level": "Write",
                "description": "left out",
                "resource_types": {
                    "queue": {"required": True, "condition_keys": ["sqs:a"], "dependent_actions": []},
                    "": {"required": False, "condition_keys": ["aws:b"], "dependent_actions": []},
                },
            }
        },
        "resources": {
            "queue": {
                "arn": "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
                "condition_keys": ["aws:ResourceTag/${TagKey}"],
            }
        },
    }
}


def test_an_action_has_its_types_keys_and_level() -> None:
    entry = reference_of(RAW)("sqs")
    assert entry is not None
    action = entry.actions["sendmessage"]
    assert (action.name, action.types, action.level) == ("SendMessage", {"queue": True}, "Write")
    assert action.keys == {"sqs:a", "aws:b"}
    assert entry.formats["queue"].matches("arn:aws:sqs:eu-west-1:111122223333:q")
    assert entry.type_keys == {"queue": frozenset(("aws:ResourceTag/${TagKey}",))}
    assert (entry.name, entry.prefix) == ("Amazon SQS", "sqs")


def test_a_prefix_that_the_reference_lacks_has_no_entry(tmp_path: Path) -> None:
    assert reference_of(RAW)("sns") is None
    assert reference_in(tmp_path)("sqs") is None


def test_written_files_give_the_same_entries(tmp_path: Path) -> None:
    write_reference(tmp_path / "reference", RAW)
    assert reference_in(tmp_path / "reference")("sqs") == reference_of(RAW)("sqs")
    assert "left out" not in (tmp_path / "reference" / "sqs.json").read_text()
