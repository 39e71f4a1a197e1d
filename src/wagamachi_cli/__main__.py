"""Where the program starts: ``wagamachi``, ``wm`` and ``python -m wagamachi_cli``."""

import gc

# A command makes many objects to start with and hardly any garbage: to look for it took a tenth of the time.
gc.set_threshold(100_000)

from wagamachi_cli.app import main  # noqa: E402 - what is imported is most of what it makes

if __name__ == "__main__":
    main()
