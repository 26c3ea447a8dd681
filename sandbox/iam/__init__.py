"""Policy evaluation as AWS does it: pure, standard library only.

A request and the policies around it go in, a verdict comes out:

    layers = Layers(identity=PolicySet.of(documents, Kind.IDENTITY))
    decide(Request(Principal.parse("arn:aws:iam::111122223333:user/ann"), "s3:GetObject", "*"), layers)

`decide` gives the verdict and the layer that it comes from; `explain` adds the evaluation trace.
Rules follow the IAM user guide, "Policy evaluation logic"; each module names the page that it rests on.
"""

from sandbox.iam.decision import Decision, Verdict, decide
from sandbox.iam.document import Kind
from sandbox.iam.evaluation_trace import EvaluationTrace, explain
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.layers import Layer, Layers
from sandbox.iam.policy_set import Policy, PolicySet
from sandbox.iam.policy_warning import PolicyWarning
from sandbox.iam.principal import Principal, PrincipalType
from sandbox.iam.request import Request
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement_trace import StatementTrace
from sandbox.origin import Origin

__all__ = [
    "Decision",
    "EvaluationTrace",
    "Evaluator",
    "Kind",
    "Layer",
    "Layers",
    "Origin",
    "Policy",
    "PolicySet",
    "PolicyWarning",
    "Principal",
    "PrincipalType",
    "Request",
    "Snapshot",
    "StatementTrace",
    "Verdict",
    "decide",
    "explain",
]
