"""The credential report: passwords, access keys, MFA devices and signing certificates of an account's users.

Reference: IAM user guide, "Generate credential reports for your AWS account" (id_credentials_getting-report).
"""
