"""Adoption of accounts and units that exist in the organization but in no stack."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox.deploy.account_adoption import ACCOUNT, NOTHING_ADOPTED, UNIT, Adoption, EmailTaken, find, move_to_units
from sandbox.estate import Estate, load
from tests.repository import CLONE
from tests.sandbox.emulated.member_accounts import create_account

pytestmark = pytest.mark.engine

SMALL = CLONE / "tests" / "estates" / "small.yaml"


@pytest.fixture
def organizations(client: Callable[..., Any], account: str) -> Any:
    """A client of a new organization with all features."""
    made = client("organizations", account)
    made.create_organization(FeatureSet="ALL")
    return made


@pytest.fixture
def estate(tmp_path: Path, account: str) -> Estate:
    """The small estate with emails that no other test uses."""
    file = tmp_path / "estate.yaml"
    file.write_text(SMALL.read_text().replace("@kiosk.example", f"@a{account}.example"))
    return load(file)


def state_with(state: Path, *resources: tuple[str, str, str]) -> Path:
    """Write the state of a stack with these resources: type, name, id."""
    folder = state / "state" / ".pulumi" / "stacks" / "causeway"
    folder.mkdir(parents=True)
    listed = [
        {"urn": f"urn:pulumi:all::causeway::{kind}::{name}", "type": kind, "id": identity, "outputs": {"name": name}}
        for kind, name, identity in resources
    ]
    (folder / "all.json").write_text(json.dumps({"version": 3, "checkpoint": {"latest": {"resources": listed}}}))
    return state


def test_nothing_is_adopted_where_nothing_is_deployed(organizations: Any, estate: Estate, tmp_path: Path) -> None:
    create_account(organizations, "mobile", estate.accounts["mobile"].email)
    assert find(organizations, estate, tmp_path, "causeway", ("all",)) is NOTHING_ADOPTED


def test_accounts_and_units_of_no_stack_are_adopted(organizations: Any, estate: Estate, tmp_path: Path) -> None:
    root = organizations.list_roots()["Roots"][0]["Id"]
    units = {
        name: organizations.create_organizational_unit(ParentId=root, Name=name)["OrganizationalUnit"]["Id"]
        for name in ("infrastructure", "departments", "of-another-team")
    }
    ids = {name: create_account(organizations, name, estate.accounts[name].email) for name in ("security", "mobile")}
    state = state_with(
        tmp_path, (ACCOUNT, "security", ids["security"]), (UNIT, "infrastructure", units["infrastructure"])
    )
    found = find(organizations, estate, state, "causeway", ("all",))
    assert found == Adoption({"mobile": ids["mobile"]}, {"departments": units["departments"]})
    assert json.loads(found.configuration()) == {
        "accounts": {"mobile": ids["mobile"]},
        "units": {"departments": units["departments"]},
    }


def test_the_email_of_an_account_that_has_another_name_is_refused(
    organizations: Any, estate: Estate, tmp_path: Path
) -> None:
    state = state_with(
        tmp_path, (ACCOUNT, "phone", create_account(organizations, "phone", estate.accounts["mobile"].email))
    )
    with pytest.raises(EmailTaken) as refused:
        find(organizations, estate, state, "causeway", ("all",))
    assert refused.value.account == "mobile"
    assert str(refused.value) == (
        f"{estate.where('accounts.mobile.email')}: {estate.accounts['mobile'].email} of mobile is the email of account "
        "phone, which is deployed. Keep the name phone, or give mobile an email of its own: it is then a new account."
    )


def test_the_email_of_an_account_that_is_not_the_estates_is_refused(
    organizations: Any, estate: Estate, tmp_path: Path
) -> None:
    other = create_account(organizations, "other", f"other-{estate.accounts['mobile'].email}")
    unrelated = create_account(organizations, "x", estate.accounts["mobile"].email)
    with pytest.raises(EmailTaken) as refused:
        find(organizations, estate, state_with(tmp_path, (ACCOUNT, "security", other)), "causeway", ("all",))
    assert refused.value.happened.endswith(f"is the email of account {unrelated}, whose name is x.")
    assert refused.value.next_step == (
        "Give mobile another email, or the account the name mobile: `sandbox up` then adopts it."
    )


def test_an_adopted_account_is_moved_into_its_unit(organizations: Any, estate: Estate) -> None:
    root = organizations.list_roots()["Roots"][0]["Id"]
    unit = organizations.create_organizational_unit(ParentId=root, Name="departments")["OrganizationalUnit"]["Id"]
    ids = {name: create_account(organizations, name, estate.accounts[name].email) for name in ("mobile", "security")}
    for _ in range(2):  # a second update finds the account where it is
        move_to_units(organizations, estate, Adoption(ids, {}))
        parents = {name: organizations.list_parents(ChildId=i)["Parents"][0]["Id"] for name, i in ids.items()}
        assert parents == {"mobile": unit, "security": root}, "the unit of security does not exist yet"


def test_the_email_of_a_closed_account_is_refused(organizations: Any, estate: Estate, tmp_path: Path) -> None:
    other = create_account(organizations, "other", f"other-{estate.accounts['mobile'].email}")
    closed = create_account(organizations, "mobile", estate.accounts["mobile"].email)
    organizations.close_account(AccountId=closed)
    with pytest.raises(EmailTaken) as refused:
        find(organizations, estate, state_with(tmp_path, (ACCOUNT, "security", other)), "causeway", ("all",))
    assert refused.value.happened.endswith(f"is the email of account {closed}, which is closed.")
    assert refused.value.next_step == (
        "Give mobile another email, for instance with another +tag: that of a closed account stays taken."
    )
