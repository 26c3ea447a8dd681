"""Amazon Cognito identity pools: the operations that are refused here."""
