"""Root, units and accounts stay one tree after any operations."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import accounts, lifecycle, policies, policy_types, tree, units
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, Organization, OrganizationsState

NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Tree(RuleBasedStateMachine):
    """Any sequence of creating, moving and deleting. Refused operations change nothing."""

    containers: Bundle[str] = Bundle("containers")

    def __init__(self) -> None:
        super().__init__()
        self.state = OrganizationsState()
        self.organization: Organization = lifecycle.create(self.state, "111111111111", ALL_FEATURES, NOW)
        policy_types.enable(self.organization, self.organization.root, policy_types.SCP, NOW)
        policy_types.settle(self.organization, NOW.replace(hour=1))

    @rule(target=containers)
    def root(self) -> str:
        return self.organization.root

    @rule(target=containers, parent=containers, name=st.sampled_from("abc"))
    def make_unit(self, parent: str, name: str) -> str:
        before = dict(self.organization.units)
        try:
            return units.create(self.state, self.organization, parent, name).id
        except AwsError:
            assert self.organization.units == before
            return parent

    @rule(account=st.integers(min_value=2, max_value=9), parent=containers)
    def add_and_move_account(self, account: int, parent: str) -> None:
        member = str(account) * 12
        if member not in self.state.home:
            lifecycle.add_account(self.state, self.organization, member, "INVITED", NOW)
        try:
            accounts.move(self.organization, member, self.organization.accounts[member].parent, parent)
        except AwsError as error:
            assert error.code in {"DuplicateAccountException", "DestinationParentNotFoundException"}  # noqa: PT017

    @rule(unit=consumes(containers))
    def delete_unit(self, unit: str) -> None:
        try:
            units.delete(self.organization, unit)
        except AwsError as error:
            assert error.code.startswith("OrganizationalUnitNot")  # noqa: PT017

    @rule(account=st.integers(min_value=2, max_value=9))
    def remove_account(self, account: int) -> None:
        member = str(account) * 12
        if member in self.state.home:
            accounts.remove(self.state, self.organization, member, NOW)

    @invariant()
    def every_path_starts_at_the_root(self) -> None:
        for node in tree.nodes(self.organization):
            assert tree.path_to(self.organization, node)[0] == self.organization.root

    @invariant()
    def no_unit_is_deeper_than_five(self) -> None:
        assert all(tree.unit_depth(self.organization, unit) <= 5 for unit in self.organization.units)

    @invariant()
    def siblings_have_different_names(self) -> None:
        for parent in [self.organization.root, *self.organization.units]:
            names = [self.organization.units[unit].name for unit in tree.child_units(self.organization, parent)]
            assert len(names) == len(set(names))

    @invariant()
    def every_node_has_a_service_control_policy(self) -> None:
        for node in tree.nodes(self.organization):
            assert policies.attached_to(self.organization, node, policy_types.SCP)

    @invariant()
    def attachments_refer_to_existing_nodes(self) -> None:
        assert set(self.organization.attachments) <= set(tree.nodes(self.organization))

    @invariant()
    def every_member_is_recorded_with_its_organization(self) -> None:
        assert dict.fromkeys(self.organization.accounts, "111111111111") == self.state.home


TestTree: Any = Tree.TestCase
TestTree.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
