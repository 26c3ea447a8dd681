"""IAM's policy simulator: the decisions that policies would give, without the calls.

Reference: IAM API reference, SimulatePrincipalPolicy and SimulateCustomPolicy; IAM user guide,
access_policies_testing-policies.
"""
