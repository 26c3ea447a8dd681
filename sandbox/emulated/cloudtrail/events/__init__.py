"""CloudTrail events: the record of a call, its retention and its lookup."""
