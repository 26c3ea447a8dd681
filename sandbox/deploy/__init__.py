"""Deployment of the stacks: runs the Pulumi programs through the Automation API and reports progress."""
