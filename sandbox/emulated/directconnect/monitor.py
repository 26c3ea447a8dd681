"""Publish what happens to the lines: metrics in CloudWatch, events in Health and on the accounts' event buses."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from localstack.aws.connect import connect_to

from sandbox.emulated.directconnect.line_events import changes, states
from sandbox.emulated.directconnect.metrics import NAMESPACE, Series, fingerprint, metrics
from sandbox.emulated.health import bus_events
from sandbox.emulated.health.model import HealthEvent
from sandbox.emulated.health.store import open_state
from sandbox.emulated.hybrid_network.store import internal_call, network

LOG = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""Between two looks at the lines: the time in which a lost line is noticed."""
PUBLISH_SECONDS = 60.0
"""Between two values of a metric that does not change: CloudWatch's shortest period for Direct Connect."""
DATA_A_CALL = 500
"""Values of one PutMetricData; AWS takes 1,000."""


@dataclass
class Monitor:
    """What was published last, and the events that are open."""

    values: dict[Series, float] = field(default_factory=dict)
    fingerprint: int | None = None
    """Of the state that the values are of."""
    published: float = 0.0
    """When all metrics were published, in seconds since the epoch."""
    ports: dict[str, str] = field(default_factory=dict)
    open: dict[str, HealthEvent] = field(default_factory=dict)
    """By the id of the port."""

    def look(self, now: float) -> tuple[dict[Series, float], list[HealthEvent]]:
        """Return the metrics to publish and the events that began or ended since the last look."""
        due = now >= self.published + PUBLISH_SECONDS
        with internal_call() as call:
            seen = fingerprint(call.direct_connect)
            found = metrics(call.state, call.resources) if due or seen != self.fingerprint else self.values
            lost, ended = changes(call.direct_connect, self.ports, self.open)
            self.ports, self.fingerprint = states(call.direct_connect), seen
        changed = found if due else {one: value for one, value in found.items() if self.values.get(one) != value}
        self.values = found
        self.published = now if due else self.published
        self.open = {id_: event for id_, event in self.open.items() if event.ended is None}
        self.open |= {event.entities[0].value: event for event in lost}
        return changed, lost + ended


def start() -> None:
    """Start to watch the lines, in a thread that ends with the process."""
    threading.Thread(target=_watch, name="direct-connect-monitor", daemon=True).start()


def _watch() -> None:
    monitor = Monitor()
    waiting: list[HealthEvent] = []
    while True:
        time.sleep(LOOK_SECONDS)
        if not network().direct_connect.connections and not monitor.open:
            continue
        now = time.time()
        try:
            values, events = monitor.look(now)
            waiting += events
            while waiting:
                publish_event(waiting[0])
                del waiting[0]
            publish_metrics(values, now)
        except Exception:  # the watch goes on: the next look publishes what this one did not
            monitor.values, monitor.fingerprint = {}, None
            LOG.exception("The state of the Direct Connect lines could not be published.")


def publish_event(event: HealthEvent) -> None:
    """Keep a new event in Health, and put an event on the default event bus of each affected account."""
    with open_state() as health:
        if all(known.arn != event.arn for known in health.events):
            health.events.append(event)
    for account in event.accounts():
        client: Any = connect_to(aws_access_key_id=account, region_name=event.region).events
        client.put_events(
            Entries=[
                {
                    "Source": bus_events.SOURCE,
                    "DetailType": bus_events.DETAIL_TYPE,
                    "Resources": bus_events.resources(event, account),
                    "Detail": json.dumps(bus_events.detail(event, account)),
                }
            ]
        )


def publish_metrics(values: Mapping[Series, float], now: float) -> None:
    """Put the values into CloudWatch, in the account and Region of each."""
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for one, value in values.items():
        grouped[one.account, one.region].append(
            {
                "MetricName": one.name,
                "Dimensions": [{"Name": name, "Value": text} for name, text in one.dimensions],
                "Timestamp": datetime.fromtimestamp(now, UTC),
                "Value": value,
                "Unit": one.unit,
            }
        )
    for (account, region), data in grouped.items():
        client: Any = connect_to(aws_access_key_id=account, region_name=region).cloudwatch
        for begin in range(0, len(data), DATA_A_CALL):
            client.put_metric_data(Namespace=NAMESPACE, MetricData=data[begin : begin + DATA_A_CALL])
