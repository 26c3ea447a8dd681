"""The root of the sandbox's errors: what happened, and what to type next.

SandboxError
├── SettingsInvalid            sandbox.settings
└── one base error a room      sandbox.toolchain, sandbox.engine, sandbox.provider, sandbox.deploy
"""

from __future__ import annotations


class SandboxError(Exception):
    """Something that a person can mend: a sentence of what happened, and the next step."""

    def __init__(self, happened: str, next_step: str) -> None:
        super().__init__(f"{happened} {next_step}")
        self.happened = happened
        self.next_step = next_step
