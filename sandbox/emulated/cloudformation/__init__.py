"""AWS CloudFormation: the operations that are refused here."""
