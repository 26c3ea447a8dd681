"""S3's values are checked by LocalStack, whose operations these complete."""

from sandbox.emulated.service_declaration import ServiceDeclaration


def _unchecked(_call: object, _model: object) -> None:
    """Leave the check to LocalStack: a body is a stream, of which botocore's model knows nothing."""


DECLARATION = ServiceDeclaration(check=_unchecked)
