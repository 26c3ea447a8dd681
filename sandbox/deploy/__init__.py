"""How do the stacks get deployed? Runs the Pulumi programs through the Automation API and reports progress."""
