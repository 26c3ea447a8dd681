"""Account Management: a member account is named by the management account."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    types={"GetAccountInformation": ("account",), "PutAccountName": ("account",)},
)
