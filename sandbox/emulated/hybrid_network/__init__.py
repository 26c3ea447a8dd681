"""The state that Direct Connect and EC2's transit gateways share, with one lock and one advance of time."""
