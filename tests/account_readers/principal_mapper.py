"""Run PMapper's command line, in an environment of its own."""

from __future__ import annotations

import collections
import collections.abc
import sys

for _name in ("Mapping", "MutableMapping"):  # moved in Python 3.10, after PMapper's last release
    setattr(collections, _name, getattr(collections.abc, _name))

from principalmapper.__main__ import main  # noqa: E402 - it needs the two names above

sys.exit(main())
