"""The lock of the network: of its own state, and of moto's records of EC2.

One for both: an operation on moto's records reads the network and the other way round, in any order.
"""

from __future__ import annotations

from threading import RLock

NETWORK_LOCK = RLock()
