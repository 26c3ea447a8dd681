"""The data centre's end of the Direct Connect lines: cross-connects, customer routers and their BGP peers.

Runs inside LocalStack's process: standard library only.
"""
