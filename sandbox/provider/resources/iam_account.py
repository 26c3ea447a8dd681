"""IAM: account alias and password policy."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, Number, Text
from sandbox.provider.values import Values


class AccountAlias(ResourceType):
    """The account alias."""

    token = "aws:iam/accountAlias:AccountAlias"
    service = "iam"
    identity = "{accountAlias}"
    regional = False
    delete_first = True
    properties: ClassVar = {"accountAlias": Input(Text(), "AccountAlias", required=True, replaces=True)}

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateAccountAlias", **self.request(inputs))
        return str(inputs["accountAlias"])

    def read(self, api: Api, identity: str) -> Values | None:
        there = identity in api.pages("ListAccountAliases", "AccountAliases")
        return {"accountAlias": identity} if there else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteAccountAlias", AccountAlias=identity)


class AccountPasswordPolicy(ResourceType):
    """The account's password policy; every call sets the whole of it."""

    token = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy"
    service = "iam"
    identity = "iam-account-password-policy"
    regional = False
    delete_first = True
    properties: ClassVar = {
        "allowUsersToChangePassword": Input(Flag(), "AllowUsersToChangePassword", default=True),
        "hardExpiry": Input(Flag(), "HardExpiry", computed=True, plan=False),
        "maxPasswordAge": Input(Number(1, 1095), "MaxPasswordAge", computed=True, plan=None),
        "minimumPasswordLength": Input(Number(6, 128), "MinimumPasswordLength", default=6),
        "passwordReusePrevention": Input(Number(1, 24), "PasswordReusePrevention", computed=True, plan=None),
        "requireLowercaseCharacters": Input(Flag(), "RequireLowercaseCharacters", computed=True, plan=False),
        "requireNumbers": Input(Flag(), "RequireNumbers", computed=True, plan=False),
        "requireSymbols": Input(Flag(), "RequireSymbols", computed=True, plan=False),
        "requireUppercaseCharacters": Input(Flag(), "RequireUppercaseCharacters", computed=True, plan=False),
        "expirePasswords": Output(Flag(), "ExpirePasswords", plan=lambda plan: bool(plan.values.get("maxPasswordAge"))),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("UpdateAccountPasswordPolicy", **self.request(inputs))
        return self.identity

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetAccountPasswordPolicy")
        return None if found is None else self.state(found["PasswordPolicy"])

    @updates(*(name for name, known in properties.items() if isinstance(known, Input)))
    def set_all(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self.create(api, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteAccountPasswordPolicy")
