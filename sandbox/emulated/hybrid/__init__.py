"""The state that Direct Connect and EC2's transit gateways share, with its clock and its lock."""
