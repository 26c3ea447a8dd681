from sandbox.authorization import OperationCall, requirements
from sandbox.authorization.service_reference import reference_of
from sandbox.facts.action_catalogue import catalogue

REFERENCE = reference_of(catalogue().raw)
ARN = "arn:aws:ram:us-east-1:111122223333:permission/look"


def test_an_update_of_a_permission_is_an_action_on_it():
    call = OperationCall(
        service="ram",
        prefix="ram",
        operation="UpdatePermission",
        parameters={"permissionArn": ARN, "status": "DEPRECATED"},
        account="111122223333",
        region="us-east-1",
    )
    (needed,) = requirements(call, REFERENCE)
    assert (needed.action, needed.resource) == ("ram:UpdatePermission", ARN)
    assert dict(needed.context) == {"ram:PermissionArn": ARN}
