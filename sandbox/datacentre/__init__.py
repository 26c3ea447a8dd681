"""What happens at the far end of the line? Cross-connects, customer routers and their BGP peers.

Runs inside LocalStack's process: standard library only.
"""
