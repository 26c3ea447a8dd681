"""Codes of virtual MFA devices: time-based one-time passwords (RFC 6238, SHA-1, 30 seconds, 6 digits).

Reference: STS API reference, AssumeRole and GetSessionToken (SerialNumber, TokenCode); IAM user guide,
id_credentials_mfa_enable_virtual.
"""

from __future__ import annotations

import base64
import hmac
from typing import Any
from weakref import WeakKeyDictionary

from moto.iam.models import iam_backends

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.errors import AwsError

STEP = 30
"""Seconds for which a code is shown."""
_DRIFT = 1
"""Steps by which a device's clock may be off."""
_FORBIDDEN = 403
_FAILED = "MultiFactorAuthentication failed"

_last_steps: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
"""By device: the step of the code that was accepted last; neither it nor an earlier one is accepted again."""


def check_code(caller: Caller, partition: str, serial: str | None, code: str | None, now: float) -> None:
    """Raise AwsError unless the code is that of a virtual MFA device of the calling user, not used before."""
    if not serial or not code:
        raise _failed("must provide both MFA serial number and one time pass code.")
    if caller.kind is not CallerKind.USER or caller.session is not None:
        raise _failed("unable to validate MFA code. The caller is not a user with a long-term access key.")
    iam = iam_backends[caller.account][partition]
    user = next((user for user in list(iam.users.values()) if user.arn == caller.arn), None)
    if user is None or serial not in user.mfa_devices:
        raise _failed("unable to validate MFA code. Please verify your MFA serial number is valid and associated.")
    device = iam.virtual_mfa_devices.get(serial)
    if device is None:
        raise _failed(f"the sandbox checks codes of virtual MFA devices only, and {serial} is none.")
    current = int(now // STEP)
    steps = range(max(current - _DRIFT, _last_steps.get(device, -1) + 1), current + _DRIFT + 1)
    matched = next((step for step in steps if hmac.compare_digest(one_time_code(seed_of(device), step), code)), None)
    if matched is None:
        raise _failed("with invalid MFA one time pass code.")
    _last_steps[device] = matched


def seed_of(device: Any) -> bytes:
    """Return the secret of moto's virtual MFA device, which the user's device got as base 32."""
    return base64.b32decode(device.base32_string_seed)


def one_time_code(seed: bytes, step: int) -> str:
    """Return the code of a step, counted from the epoch."""
    digest = hmac.digest(seed, step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[offset : offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def _failed(why: str) -> AwsError:
    return AwsError("AccessDenied", f"{_FAILED}{' ' if why.startswith('with') else ', '}{why}", _FORBIDDEN)
