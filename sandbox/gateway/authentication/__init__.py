"""Who sends a request: signatures, access keys and session tokens, checked as AWS checks them.

`handler.py` is the gateway's handler and `access_keys.py` reads LocalStack's stores; every other module is pure. The
handler attaches a `caller.Caller` to the request.
"""
