"""The root of the product's errors: what is wrong, and what to do next.

SandboxError
├── ProjectError               sandbox.project
├── SettingsInvalid            sandbox.settings
├── AwsError                   sandbox.emulated.errors: what AWS's API would return
├── EngineError                sandbox.engine: PortTaken, EngineDied, EngineNotHealthy, NoSpaceForEngine,
│                              EngineNotThere, TokenRefused, OtherEngine, EngineOfAnotherVersion,
│                              EngineWillNotStop, NoDocker, NoLog
├── ProviderError              sandbox.provider: ConfigurationRefused, CallFailed, NothingAnswers, NeverAnswered,
│                              Cancelled, NeverReady, UnsupportedValue, ZonesUnknown, Unsupported, Unfinished
├── DeployError                sandbox.deploy: UpdateRunning, OtherForm, OtherEstate, RemovedStackInUse,
│                              EngineNotRestartable, UpdateFailed, UpdateInterrupted, DiskFull, NotRunning,
│                              NothingDeployed, StateDamaged, CredentialsMissing, DeployedFileMissing, UnknownName,
│                              AmbiguousLine, NoLines, DataCentreRefused, EmailTaken, DenialsNotKept,
│                              RecordingUnsupported, RecordingRuns, NotRecording, NothingToRecord, NotServed,
│                              UpdateDenied
├── FileNotWritable            sandbox.cli.console
└── one base error a package   sandbox.toolchain, sandbox.estate, sandbox.access, ...
"""

from __future__ import annotations


class SandboxError(Exception):
    """An error that a user can correct: a sentence that says what is wrong, and the next step."""

    def __init__(self, happened: str, next_step: str) -> None:
        super().__init__(f"{happened} {next_step}")
        self.happened = happened
        self.next_step = next_step
