import pytest

from sandbox.provider.diff import differences
from sandbox.provider.resources.ec2_interfaces import NetworkInterface
from sandbox.provider.values import UNKNOWN

ADDRESSES = ["10.33.0.20", "10.33.0.21"]


@pytest.mark.parametrize(
    ("wanted", "replaces"),
    [
        (["10.33.0.20"], False),
        (["10.33.0.21", "10.33.0.20", "10.33.0.22"], False),
        (["10.33.0.21"], True),
        (["10.33.0.21", UNKNOWN], False),
    ],
)
def test_an_interface_that_loses_its_primary_address_is_replaced(wanted: list[object], *, replaces: bool):
    state = {"privateIp": "10.33.0.20", "privateIps": ADDRESSES}
    found = differences(NetworkInterface(), {"privateIps": ADDRESSES}, {"privateIps": wanted}, state)
    assert [(difference.property, difference.replaces) for difference in found] == [("privateIps", replaces)]
