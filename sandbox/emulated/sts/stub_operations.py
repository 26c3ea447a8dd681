"""Operations that are refused, because LocalStack or moto would return success without an effect."""

from __future__ import annotations

STUB_OPERATIONS = {
    "AssumeRoleWithSAML": "the signature of its assertion would not be checked",
}
