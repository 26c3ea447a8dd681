"""Authorization in the gateway: what a call needs (`sandbox.authorization`), decided by `sandbox.iam`.

Policies are read from the services' own stores at each call, so that a change takes effect on the next one; compiled
policies are cached by their content.
"""
