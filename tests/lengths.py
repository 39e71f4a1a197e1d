"""How long a test looks: shortly in every run, at full length with ``-m long``.

``@pytest.mark.long`` takes a test out of the ordinary run. ``@pytest.mark.long(short=True)`` leaves it in:
it asks ``by_length`` how far to go. LONG_SHARE=0.05 makes a long run a twentieth as long, for CI.
"""

from __future__ import annotations

import os

_VARIABLE = "LONG_SHARE"


def is_long() -> bool:
    """Whether this is a long run."""
    return _VARIABLE in os.environ


def make_long() -> None:
    """From here on (in the processes begun from here on, too) tests look at full length."""
    os.environ.setdefault(_VARIABLE, "1")


def by_length(short: int, full: int) -> int:
    """How many to try: ``short`` in every run, ``full`` in a long one, or the share of it that is asked for."""
    if not is_long():
        return short
    return max(short, round(full * float(os.environ[_VARIABLE])))
