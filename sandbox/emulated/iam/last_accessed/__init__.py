"""Last accessed information: the last attempt of each user and role to call each action, and IAM's reports of it.

All authenticated attempts count, also those that policies deny. Calls of the administrator (an account id as access
key) do not: no IAM user or role makes them. Nothing is recorded while enforcement is off.
Reference: IAM user guide, "Refine permissions in AWS using last accessed information"
(access_policies_last-accessed); IAM API reference, GenerateServiceLastAccessedDetails, GetAccessKeyLastUsed and
RoleLastUsed.
"""
