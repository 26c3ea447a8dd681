"""What newer models of AWS's services define beyond those of the engine's botocore.

`operations.txt` names the operations that the engine's botocore does not know; they are refused by name. A folder in
botocore's layout holds what a service's own model lacks, so that the service can offer those operations.
`python -m docs.newer_models FOLDER` writes the files; a test compares them with both botocores.
"""
