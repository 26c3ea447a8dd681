"""AWS CloudTrail: trails of accounts and of the organization, and the event history."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"

NOTES = (
    "LookupEvents finds management events of calls from outside, the last 5,000 of an account in a Region.",
    "Not recorded: data events, insights, what services do on their own. Log files do not reach a trail's bucket.",
)
