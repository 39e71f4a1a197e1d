"""``python -m wagamachi_cli`` is the same as ``wagamachi``."""

from wagamachi_cli.app import main

if __name__ == "__main__":
    main()
