"""DecodeAuthorizationMessage: the details of a call that EC2 refused.

Reference: STS API reference, DecodeAuthorizationMessage.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call
from sandbox.emulated.sts.encoded_message import decode


@operation("DecodeAuthorizationMessage")
def decode_authorization_message(call: Call) -> dict[str, Any]:
    """Return the message as JSON."""
    message = decode(call.request["EncodedMessage"])
    if message is None:
        raise AwsError("InvalidAuthorizationMessageException", "The message cannot be decoded.", 400)
    return {"DecodedMessage": message}
