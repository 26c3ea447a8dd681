"""HTTP routes for settings that no AWS API has: an account's email address, and whether it has a payment method."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

from localstack.http import Request, Response

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations import store
from sandbox.emulated.organizations.rules import account_records
from sandbox.emulated.organizations.rules.model import AccountRecord
from sandbox.emulated.routes import route

_MEMBERS = {"email": str, "name": str, "can_be_standalone": bool}


@route("accounts/<account>", "GET", "PUT")
def account(request: Request, account: str) -> Response:
    """Return or set `{"email", "name", "can_be_standalone"}` of an account; members that are not given stay."""
    if not re.fullmatch(r"\d{12}", account):
        return _refuse(f"{account} is not an account id: write twelve digits.")
    with store.locked_state() as state:
        known = account_records.record_of(state, account)
        if request.method == "PUT":
            try:
                given = json.loads(request.get_data(as_text=True))
                if not isinstance(given, dict) or not all(isinstance(given[k], _MEMBERS[k]) for k in given):
                    return _refuse(f"Send an object with any of: {', '.join(_MEMBERS)}.")
                known = AccountRecord(
                    account,
                    given.get("email", known.email),
                    given.get("name", known.name),
                    given.get("can_be_standalone", known.can_be_standalone),
                )
                account_records.store(state, known)
            except (ValueError, KeyError):
                return _refuse(f"Send a JSON object with any of: {', '.join(_MEMBERS)}.")
            except AwsError as error:
                return _refuse(error.message)
    return Response.for_json(
        {"account": account, "email": known.email, "name": known.name, "can_be_standalone": known.can_be_standalone}
    )


def _refuse(why: str) -> Response:
    return Response.for_json({"error": why}, status=HTTPStatus.BAD_REQUEST)
