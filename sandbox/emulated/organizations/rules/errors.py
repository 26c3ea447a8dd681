"""The errors of Organizations, with AWS's codes, reasons and messages.

AwsError
  every function here makes one; `Reason` is a member of the error where AWS's model has it
"""

from sandbox.emulated.errors import AwsError

_NOT_FOUND = {
    "Account": "You specified an account that doesn't exist.",
    "Child": "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified.",
    "CreateAccountStatus": "You specified a create account request that doesn't exist.",
    "DestinationParent": "We can't find the destination container (a root or OU) with the ParentId that you specified.",
    "EffectivePolicy": "The account has no effective policy of the specified type.",
    "Handshake": "You specified a handshake that doesn't exist.",
    "OrganizationalUnit": "You specified an organizational unit that doesn't exist.",
    "Parent": "You specified parent that doesn't exist.",
    "Policy": "You specified a policy that doesn't exist.",
    "ResourcePolicy": "The organization has no resource policy.",
    "ResponsibilityTransfer": "You specified a responsibility transfer that doesn't exist.",
    "Root": "You specified a root that doesn't exist.",
    "SourceParent": "You specified a source parent that isn't the account's parent or doesn't exist.",
    "Target": "You specified a target that doesn't exist.",
}


def missing(what: str) -> AwsError:
    """Make a `{what}NotFoundException`; the names are AWS's."""
    return AwsError(f"{what}NotFoundException", _NOT_FOUND[what])


def denied(why: str = "") -> AwsError:
    """Make the error of an account that may not make this call."""
    message = "You don't have permissions to access this resource."
    return AwsError("AccessDeniedException", f"{message} {why}".rstrip())


def not_in_use() -> AwsError:
    """Make the error of an account that belongs to no organization."""
    return AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")


def constraint(reason: str, message: str) -> AwsError:
    """Make the error of a quota or a condition of AWS."""
    return AwsError("ConstraintViolationException", message, Reason=reason)


def handshake_constraint(reason: str, message: str) -> AwsError:
    """Make the error of a quota or a condition of handshakes."""
    return AwsError("HandshakeConstraintViolationException", message, Reason=reason)


def invalid(reason: str, message: str) -> AwsError:
    """Make the error of an input that AWS refuses for its form."""
    return AwsError("InvalidInputException", message, Reason=reason)


def malformed(why: str) -> AwsError:
    """Make the error of a policy document that is not valid for its type, with the problem."""
    message = "The provided policy document does not meet the requirements of the specified policy type."
    return AwsError("MalformedPolicyDocumentException", f"{message} {why}")


def refused(code: str, message: str) -> AwsError:
    """Make any other exception of the service, by its name without the suffix."""
    return AwsError(f"{code}Exception", message)
