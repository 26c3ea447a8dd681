"""Operations that are refused, because they would be answered with success though nothing is done."""

from __future__ import annotations

from sandbox.emulated.stub_operations import NO_IDENTITY

STUB_OPERATIONS = {
    "GetCredentialsForIdentity": NO_IDENTITY,
}
