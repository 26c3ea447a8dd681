"""Resources by their names: an ARN, `*`, a bucket's name, an account's KMS key."""

from __future__ import annotations

from sandbox.access.errors import InvalidQuery, unknown_name
from sandbox.access.names.accounts import account
from sandbox.iam.arn import Arn
from sandbox.iam.snapshot import Snapshot


def resource(text: str) -> str:
    """Return the resource of a request: `*` or an ARN.

    Raises:
        InvalidQuery: The text is neither.

    """
    if text != "*" and Arn.parse(text) is None:
        raise InvalidQuery(
            f"{text!r} is not an ARN.", "Write arn:aws:SERVICE:REGION:ACCOUNT:NAME, as in arn:aws:s3:::bucket/key."
        )
    return text


def bucket(snapshot: Snapshot, name: str) -> str:
    """Return the ARN of the bucket of a name, or of the one bucket whose name begins with it.

    Raises:
        UnknownName: No bucket, or more than one, has such a name.

    """
    prefix = f"arn:{snapshot.partition}:s3:::"
    known = {arn.removeprefix(prefix): arn for arn in snapshot.resources if arn.startswith(prefix)}
    fitting = [text for text in known if text == name] or [text for text in known if text.startswith(name)]
    return known[fitting[0]] if len(fitting) == 1 else unknown_name("bucket", name, known)


def kms_key(snapshot: Snapshot, owner: str) -> str:
    """Return the ARN of an account's only KMS key.

    Raises:
        UnknownName: No account has this name.
        InvalidQuery: The account has no key, or several.

    """
    owned = account(snapshot, owner).id
    found = [
        r.arn
        for r in snapshot.resources.values()
        if r.account == owned and r.arn.startswith(f"arn:{snapshot.partition}:kms:")
    ]
    if len(found) != 1:
        raise InvalidQuery(f"Account {owner!r} has {len(found)} KMS keys, not one.", "Write the key's ARN instead.")
    return found[0]
