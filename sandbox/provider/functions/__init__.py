"""Which functions (invokes) are there? One file an AWS service, one function a token."""
