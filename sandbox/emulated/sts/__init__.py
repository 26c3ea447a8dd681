"""AWS STS: sessions of roles, users, federated users and web identities, with real credentials."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
