"""The root of the product's errors: what is wrong, and what to do next.

SandboxError
├── ProjectError               sandbox.project
├── SettingsInvalid            sandbox.settings
├── AwsError                   sandbox.emulated.errors: what AWS's API would return
└── one base error a package   sandbox.toolchain, sandbox.engine, sandbox.provider, sandbox.deploy, ...
"""

from __future__ import annotations


class SandboxError(Exception):
    """An error that a user can correct: a sentence that says what is wrong, and the next step."""

    def __init__(self, happened: str, next_step: str) -> None:
        super().__init__(f"{happened} {next_step}")
        self.happened = happened
        self.next_step = next_step
