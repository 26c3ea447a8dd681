"""What do Direct Connect and the transit gateways of EC2 know of each other? One world, one clock, one lock."""
