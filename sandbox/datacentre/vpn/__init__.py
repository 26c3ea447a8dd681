"""The customer's devices behind VPN connections and Connect peers: a tunnel is down until one answers.

Runs inside LocalStack's process: standard library only.
"""
