"""The record of a deployment of the small estate, and the engine that it is in."""

from sandbox.deploy.deployment import Deployment
from sandbox.engine import Engine

RECORD = Deployment(
    instance="life-1",
    endpoint="http://127.0.0.1:4566",
    form="all",
    management="aws@kiosk.example",
    root="/shop",
    estate="estate.yaml",
    estate_digest="",
    stacks=("all",),
    config="",
    complete=True,
)

RUNNING = Engine("http://127.0.0.1:4566", 1, "4.14.0", "life-1", healthy=True, rss_mb=1, form="host")
