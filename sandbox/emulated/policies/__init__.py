"""The policies of the running services, as `sandbox.iam` takes them.

They are read from the services' own stores at each call, so that a change takes effect on the next one; compiled
policies are cached by their content.
"""
