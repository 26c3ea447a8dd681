import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws


def test_a_new_account_has_signed_nothing_and_is_no_partner(aws: Aws):
    assert aws.run(NETWORK, "DescribeCustomerMetadata") == {"agreements": [], "nniPartnerType": "nonPartner"}


def test_a_confirmed_agreement_is_signed_for_the_account_alone(aws: Aws):
    assert aws.run(NETWORK, "ConfirmCustomerAgreement", agreementName="terms") == {"status": "signed"}
    found = aws.run(NETWORK, "DescribeCustomerMetadata")["agreements"]
    assert found == [{"agreementName": "terms", "status": "signed"}]
    assert aws.run(LEGACY, "DescribeCustomerMetadata")["agreements"] == []


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_an_agreement_has_a_name_of_1_to_100_characters(aws: Aws, name: str):
    with pytest.raises(AwsError, match="1 to 100"):
        aws.run(NETWORK, "ConfirmCustomerAgreement", agreementName=name)


def test_an_account_with_an_interconnect_is_a_partner(aws: Aws):
    aws.run(NETWORK, "CreateInterconnect", interconnectName="x", bandwidth="10Gbps", location="EqDC2")
    assert aws.run(NETWORK, "DescribeCustomerMetadata")["nniPartnerType"] == "v2"
