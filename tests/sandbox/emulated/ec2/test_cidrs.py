import pytest

from sandbox.emulated.ec2 import cidrs
from sandbox.emulated.errors import AwsError


def code_of(call: object, *arguments: object) -> str:
    with pytest.raises(AwsError) as refused:
        call(*arguments)  # type: ignore[operator]
    return refused.value.code


def test_a_block_is_made_canonical():
    assert str(cidrs.ipv4_block("100.68.0.18/18", "cidrBlock")) == "100.68.0.0/18"
    assert str(cidrs.ipv6_block("2600:1F18:0::1/56", "ipv6CidrBlock")) == "2600:1f18::/56"


@pytest.mark.parametrize("text", ["", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/255.0.0.0", "any", "::/0"])
def test_what_is_no_ipv4_block_is_refused(text: str):
    assert code_of(cidrs.ipv4_block, text, "cidrBlock") == "InvalidParameterValue"


@pytest.mark.parametrize("text", ["", "2600::", "2600::/129", "10.0.0.0/8", "2600::g/64"])
def test_what_is_no_ipv6_block_is_refused(text: str):
    assert code_of(cidrs.ipv6_block, text, "ipv6CidrBlock") == "InvalidParameterValue"


@pytest.mark.parametrize("text", ["10.0.0.0/16", "10.0.0.0/28", "203.0.112.0/24"])
def test_a_vpc_may_have_these_blocks(text: str):
    assert str(cidrs.vpc_block(text)) == text


@pytest.mark.parametrize("text", ["10.0.0.0/15", "10.0.0.0/29", "127.1.0.0/16", "169.254.0.0/20", "224.0.0.0/16"])
def test_a_vpc_may_not_have_these_blocks(text: str):
    assert code_of(cidrs.vpc_block, text) == "InvalidVpc.Range"


@pytest.mark.parametrize("text", ["10.0.0.0/29", "10.1.0.0/24", "10.0.0.0/15"])
def test_a_subnet_is_of_a_size_and_within_its_vpc(text: str):
    assert str(cidrs.subnet_block("10.0.8.9/24", ["10.0.0.0/16"])) == "10.0.8.0/24"
    assert code_of(cidrs.subnet_block, text, ["10.0.0.0/16"]) == "InvalidSubnet.Range"


@pytest.mark.parametrize("text", ["2600:1f18::/62", "2600:1f19::/64", "2600:1f18::/68"])
def test_an_ipv6_subnet_is_of_a_size_and_within_its_vpc(text: str):
    assert str(cidrs.subnet_ipv6_block("2600:1f18::/64", ["2600:1f18::/56"])) == "2600:1f18::/64"
    assert code_of(cidrs.subnet_ipv6_block, text, ["2600:1f18::/56"]) == "InvalidSubnet.Range"


@pytest.mark.parametrize(
    ("primary", "secondary"),
    [("10.0.0.0/16", "10.1.0.0/16"), ("10.0.0.0/16", "100.64.0.0/16"), ("172.16.0.0/16", "203.0.112.0/24")],
)
def test_a_secondary_block_of_the_same_private_range_or_none_is_allowed(primary: str, secondary: str):
    cidrs.check_secondary(cidrs.vpc_block(secondary), primary, [], ["10.9.0.0/16"])


@pytest.mark.parametrize(
    ("primary", "secondary"),
    [
        ("10.0.0.0/16", "10.0.128.0/17"),
        ("10.0.0.0/16", "10.2.0.0/24"),
        ("10.0.0.0/16", "192.168.0.0/16"),
        ("10.0.0.0/16", "198.19.0.0/16"),
        ("100.64.0.0/16", "10.0.0.0/16"),
        ("10.0.0.0/16", "10.9.0.0/16"),
    ],
)
def test_other_secondary_blocks_are_refused(primary: str, secondary: str):
    block = cidrs.vpc_block(secondary)
    assert code_of(cidrs.check_secondary, block, primary, ["10.2.0.0/16"], ["10.9.4.0/24"]) == "InvalidVpc.Range"


def test_overlap_is_of_one_family():
    assert cidrs.overlapping(["10.0.0.0/16", "2600::/56"], ["10.0.4.0/24"])
    assert cidrs.overlapping(["10.0.0.0/16", "2600::/56"], ["2600::/64"])
    assert not cidrs.overlapping(["10.0.0.0/16"], ["10.1.0.0/16", "2600::/56"])
