"""Why an event cannot be judged."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """A reason, as reports state it."""

    SIGN_IN = "a sign-in to the console or a service's own web pages, no API call"
    SERVICE_EVENT = "an event of an AWS service, no API call"
    OTHER_EVENT = "an insight or an event of a type that records no API call"
    SERVICE_CALLER = "an AWS service calls by itself: its principal, not a user or role, is decided"
    FEDERATED_CALLER = "the caller is an external identity without AWS credentials"
    CALLER_WITHOUT_ARN = "the event names the account of the caller and no principal"
    COPY = "the copy that the owner of the resource gets: the caller's account records the call"
    UNKNOWN_OPERATION = "an operation that no service model has: not a public API, or a newer one"
    NO_MAPPING = "an operation whose IAM actions are not known"
    NO_PARAMETERS = "the request parameters are absent or left out, so the resource is not known"
    INVALID_RECORD = "a record that is not of the form of CloudTrail's"
    UNKNOWN_ACCOUNT = "the account of the caller is not in the snapshot"
    UNKNOWN_CALLER = "the user or role is not in the snapshot, and the change concerns its own policies"
    UNKNOWN_OWNER = "the account that owns the resource is not in the snapshot"
    MISSING_KEYS = "the decision depends on condition keys that the event does not hold"
    NOT_EVALUABLE = "a policy that applies cannot be evaluated"
    DENIED_BEFORE = "the snapshot denies before the change what AWS allowed: its policies are others"
    ALLOWED_BEFORE = "the snapshot allows before the change what AWS denied: its policies are others"
