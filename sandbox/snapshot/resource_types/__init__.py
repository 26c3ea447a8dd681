"""Types of resources that carry a policy, one file each: see `sandbox.snapshot.resource_type`."""
