"""The request path in front of LocalStack's services: origin, access to internal endpoints, refusals, recording.

`app.py` lists every handler in order. Runs inside LocalStack's process: standard library, botocore, LocalStack and
`sandbox.emulated` only.
"""
