from sandbox.gateway.trusted_headers import trusted


def test_headers_of_localstack_and_moto_are_trusted_in_any_case():
    sent = ["Host", "X-LocalStack-Data", "x-moto-account-id", "X-Amz-Target", "Authorization"]
    assert trusted(sent) == ["X-LocalStack-Data", "x-moto-account-id"]
