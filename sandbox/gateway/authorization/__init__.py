"""Authorization in the gateway: what a call needs (`sandbox.authorization`), decided by `sandbox.iam`."""
