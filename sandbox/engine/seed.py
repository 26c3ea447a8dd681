"""The management account and its user for deployment: root users may not assume roles."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.engine import clients
from sandbox.engine.endpoint import introduce
from sandbox.engine.model import Credentials, Engine
from sandbox.engine.record import replace
from sandbox.estate.model import Management
from sandbox.settings import Settings

DEPLOYER = "deployer"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
PRIVATE = 0o600


def path(settings: Settings) -> Path:
    """Return the path of the access key, which only its owner may read."""
    return settings.state / "credentials.json"


def read(settings: Settings) -> Credentials | None:
    """Return the access key of the last seeding, of whichever engine; None where there is none."""
    try:
        return Credentials(**json.loads(path(settings).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def seed(engine: Engine, settings: Settings, management: Management) -> Credentials:
    """Return the deployment user's access key, creating the user where this engine has none."""
    account = planned_account_id(management.email)
    known = read(settings)
    if known is not None and (known.instance, known.account) == (engine.instance, account):
        return known
    introduce(engine.endpoint, account, management.email, management.name, engine.token)
    iam = clients.session().client(
        "iam",
        endpoint_url=engine.endpoint,
        region_name="us-east-1",
        aws_access_key_id=account,  # LocalStack: a 12-digit key is the root of that account
        aws_secret_access_key=engine.token
        or "any",  # where account ids are no keys for others, the token is the secret
        config=clients.config(),
    )
    try:
        iam.create_user(UserName=DEPLOYER)
    except iam.exceptions.EntityAlreadyExistsException:
        for key in iam.list_access_keys(UserName=DEPLOYER)["AccessKeyMetadata"]:
            iam.delete_access_key(UserName=DEPLOYER, AccessKeyId=key["AccessKeyId"])
    iam.attach_user_policy(UserName=DEPLOYER, PolicyArn=ADMINISTRATOR)
    key = iam.create_access_key(UserName=DEPLOYER)["AccessKey"]
    iam.close()
    credentials = Credentials(
        account=account,
        access_key_id=key["AccessKeyId"],
        secret_access_key=key["SecretAccessKey"],
        instance=engine.instance,
    )
    replace(path(settings), json.dumps(asdict(credentials), indent=2), PRIVATE)
    return credentials
