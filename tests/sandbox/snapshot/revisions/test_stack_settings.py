"""Tests of `sandbox.snapshot.revisions.stack_settings`."""

from __future__ import annotations

import json

import pytest

from sandbox.snapshot.revisions.stack_settings import plain_values


def test_plain_values_are_kept_and_secrets_are_named() -> None:
    text = """
encryptionsalt: v1:of:another-passphrase
config:
  shop:actions: s3:*
  shop:owners: [ann, bob]
  shop:key: {secure: v1:abc}
  shop:nested: {login: {password: {secure: v1:abc}}}
  shop:list: [{secure: v1:abc}]
"""
    settings, left_out = plain_values(text)
    assert json.loads(settings) == {"config": {"shop:actions": "s3:*", "shop:owners": ["ann", "bob"]}}
    assert left_out == ("shop:key", "shop:nested", "shop:list")


@pytest.mark.parametrize("text", ["", "- a list", "config: none", "{", "encryptionsalt: v1:x"])
def test_a_file_without_values_has_no_settings(text: str) -> None:
    assert plain_values(text) == ("", ())
