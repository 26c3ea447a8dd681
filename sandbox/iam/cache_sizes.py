"""Entries of the caches in this package.

What is cached depends on the argument alone, so a size changes speed and memory, but no verdict. An entry that is
dropped is computed again; the sizes bound the memory of a process that evaluates requests for days.
"""

from __future__ import annotations

SNAPSHOT = 65_536
"""What a matrix evaluates again and again for one snapshot: every action of AWS (about 20,000), every principal, and
every distinct set of patterns."""
PATTERNS = 16_384
"""Texts of policies and requests: action patterns, condition keys, ARNs of resources. Documents repeat most of them."""
KEYS = 4_096
"""Condition keys and addresses in requests, and combinations of the layers' effects."""
CONDITION = 1_024
"""ARNs that one condition, or the grants of KMS keys, are compared with: principals that call often."""
DOCUMENTS = 512
"""Compiled policy documents, the largest entries."""
