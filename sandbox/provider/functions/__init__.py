"""The functions (invokes) that the provider serves: one file an AWS service, one function a token."""
