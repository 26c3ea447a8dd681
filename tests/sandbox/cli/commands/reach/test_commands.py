"""The commands on the network of a plan's file: `reach FROM TO`, `reach matrix` and `reach failures`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sandbox.cli.commands.reach import build
from tests.sandbox.snapshot.network.plan.network_plans import GROUP, SUBNET, made, subnet, urn, vpc
from tests.sandbox.snapshot.plan.plans import providers

RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
ENI = "aws:ec2/networkInterface:NetworkInterface"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a plan of two interfaces: `shop/web` may connect to `shop/db` on port 5432."""
    resources = [
        vpc(),
        subnet(),
        made(GROUP, "web", vpcId=urn("aws:ec2/vpc:Vpc", "main"), name="web"),
        made(GROUP, "db", vpcId=urn("aws:ec2/vpc:Vpc", "main"), name="db"),
        made(EGRESS, "out", securityGroupId=urn(GROUP, "web"), ipProtocol="-1", cidrIpv4="10.0.0.0/16"),
        made(
            RULE,
            "in",
            securityGroupId=urn(GROUP, "db"),
            ipProtocol="tcp",
            fromPort=5432,
            toPort=5432,
            referencedSecurityGroupId=urn(GROUP, "web"),
        ),
    ]
    for name, address in (("web", "10.0.1.10"), ("db", "10.0.1.20")):
        interface = made(
            ENI,
            name,
            subnetId=urn(SUBNET, "app"),
            privateIps=[address],
            description=f"shop/{name}",
            tags={"Name": f"shop-{name}"},
        )
        interface["inputs"]["securityGroups"] = ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"]
        interface["propertyDependencies"]["securityGroups"] = [urn(GROUP, name)]
        resources.append(interface)
    steps = [{"op": "create", "newState": resource} for resource in (*providers(), *resources)]
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"steps": steps}))
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(None), [str(argument) for argument in arguments])


def test_an_open_flow_has_its_hops_and_rules(plan: Path) -> None:
    done = run("shop/web", "shop/db", "--port", "5432", "--snapshot", plan)
    assert done.exit_code == 0, done.output
    assert "shop/web -> shop/db tcp 5432: open (ACCEPTED)" in done.stdout
    assert "accounts/layers.py:7" in done.stdout


def test_a_closed_flow_exits_with_3_and_names_what_is_in_the_way(plan: Path) -> None:
    done = run("shop/db", "shop/web", "--port", "443", "--snapshot", plan)
    assert done.exit_code == 3
    assert "closed (DENIED_OUT)" in done.stdout
    assert "ENI_SG_RULES_MISMATCH" in done.stdout
    assert "smallest edit" in done.stdout


def test_the_options_may_come_first(plan: Path) -> None:
    assert run("--port", "5432", "--snapshot", plan, "shop/web", "shop/db").exit_code == 0


def test_json_has_one_answer_for_each_pair_of_ends(plan: Path) -> None:
    found = json.loads(run("10.0.1.0/24", "shop/db", "--snapshot", plan, "--json").stdout)
    (answer,) = found
    assert (answer["source"]["name"], answer["open"]) == ("shop/web", True)
    assert answer["open_ports"] == [{"first": 5432, "last": 5432}]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("shop/wbe", "shop/db"), "shop/web"),
        (("shop/web", "shop/db", "--protocol", "smtp"), "tcp, udp"),
        (("shop/web", "shop/db", "--port", "90-80"), "80-90"),
        (("shop/web", "shop/db", "--port", "x"), "0 to 65535"),
        (("shop/web", "shop/db", "--protocol", "47", "--port", "1"), "have ports"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_is_right(plan: Path, arguments: tuple[str, ...], text: str) -> None:
    done = run(*arguments, "--snapshot", plan)
    assert done.exit_code == 2
    assert text in " ".join(done.output.split())


def test_failures_list_what_cuts_flows_off(plan: Path) -> None:
    done = run("failures", "--snapshot", plan, "--kind", "subnet")
    assert done.exit_code == 0, done.output
    assert "open flows between named ends: 1; failures: 1" in done.stdout
    found = json.loads(run("failures", "--snapshot", plan, "--json").stdout)
    assert found["flows"] == ["shop/web -> shop/db tcp"]
    assert {failure["kind"] for effect in found["effects"] for failure in effect["failures"]} >= {"zone", "subnet"}


def test_the_diff_has_the_flow_that_vanishes_with_a_packet_and_the_line(plan: Path, tmp_path: Path) -> None:
    document = json.loads(plan.read_text())
    kept = [step for step in document["steps"] if step["newState"]["type"] != RULE]
    after = tmp_path / "after.json"
    after.write_text(json.dumps({"steps": kept}))
    done = run("diff", plan, after)
    assert done.exit_code == 0, done.output
    assert "1 flow vanishes, 0 flows appear" in done.stdout
    assert "shop/web -> shop/db tcp 5432" in done.stdout
    assert "-> 10.0.1.20:5432 tcp" in done.stdout
    assert "was removed  accounts/layers.py:7" in done.stdout
    (change,) = json.loads(run("diff", plan, after, "--json").stdout)
    assert (change["appears"], change["headers"]) == (False, ["tcp 5432"])
    assert "| vanishes | `shop/web -> shop/db tcp 5432` |" in run("diff", plan, after, "--markdown").stdout
    assert "No flow appears or vanishes." in run("diff", plan, plan).stdout


def test_the_matrix_has_the_open_pairs_as_table_csv_page_and_json(plan: Path, tmp_path: Path) -> None:
    table, page = tmp_path / "matrix.csv", tmp_path / "matrix.html"
    done = run("matrix", "--snapshot", plan, "--csv", table, "--html", page)
    assert done.exit_code == 0, done.output
    assert "1 of 12 pairs is open" in done.stdout
    assert ",shop/db," in table.read_text().splitlines()[1]
    assert "<td class=yes>tcp 5432</td>" in page.read_text()
    (cell,) = json.loads(run("matrix", "--snapshot", plan, "--json").stdout)
    assert (cell["source"]["name"], cell["destination"]["name"]) == ("shop/web", "shop/db")
    assert [one["ports"] for one in cell["open"]] == [{"first": 5432, "last": 5432}]


def test_the_ends_of_the_matrix_may_be_chosen(plan: Path) -> None:
    done = run("matrix", "--snapshot", plan, "--from", "shop/db", "--to", "shop/web", "--to", "internet")
    assert "0 of 2 pairs are open" in done.stdout
    wrong = run("matrix", "--snapshot", plan, "--from", "shop/wbe")
    assert wrong.exit_code == 2
    assert "shop/web" in " ".join(wrong.output.split())
