"""Operations that are refused, because LocalStack or moto would return success without an effect."""

from __future__ import annotations

from sandbox.emulated.stub_operations import NO_IDENTITY

STUB_OPERATIONS = {
    "GetCredentialsForIdentity": NO_IDENTITY,
}
