import pytest

from sandbox.gateway.credentials import not_recognized


@pytest.mark.parametrize(
    ("service", "protocol", "code", "status"),
    [
        ("ec2", "ec2", "AuthFailure", 401),
        ("s3", "rest-xml", "InvalidAccessKeyId", 403),
        ("iam", "query", "InvalidClientTokenId", 403),
        ("route53", "rest-xml", "InvalidClientTokenId", 403),
        ("organizations", "json", "UnrecognizedClientException", 400),
        ("ram", "rest-json", "UnrecognizedClientException", 403),
    ],
)
def test_each_protocol_has_its_error_for_unknown_credentials(service: str, protocol: str, code: str, status: int):
    refused = not_recognized(service, protocol)
    assert (refused.code, refused.status) == (code, status)
