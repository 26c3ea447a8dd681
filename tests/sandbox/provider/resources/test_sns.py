"""Names of standard and FIFO topics."""

import pytest

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Provider

TOPIC = "aws:sns/topic:Topic"


def test_a_generated_name_has_the_suffix_of_its_topic_type(offline: Provider):
    fifo = offline.checked(offline.urn(TOPIC, "orders"), {"fifoTopic": True})["name"]
    assert fifo.startswith("orders-")
    assert fifo.endswith(".fifo")
    assert not offline.checked(offline.urn(TOPIC, "orders"), {})["name"].endswith(".fifo")
    assert len(offline.checked(offline.urn(TOPIC, "o" * 100), {"fifoTopic": True})["name"]) == 80


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": "orders", "fifoTopic": True}, "name"),
        ({"name": "orders.fifo"}, "name"),
        ({"name": "orders", "contentBasedDeduplication": True}, "contentBasedDeduplication"),
    ],
)
def test_an_invalid_name_or_setting_is_refused_by_name(offline: Provider, given: Values, path: str):
    assert path in offline.check(offline.urn(TOPIC), given)[1]
