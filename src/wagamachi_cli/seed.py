"""What a new register can begin with: the shipped choices, and the facts of the source document."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def choices_sql() -> str:
    """The INSERTs of the choices that every new register has."""
    return files("wagamachi_cli.register").joinpath("choices.sql").read_text(encoding="utf-8")


def seed_sql() -> str:
    """The INSERTs of the source document's facts; they need the choices.

    A checkout's data/seed.sql comes first (an editable install has no other), else the packaged copy.
    """
    checkout = Path(__file__).parents[2]
    ours = checkout / "data" / "seed.sql"
    if (checkout / "pyproject.toml").is_file() and ours.is_file():
        return ours.read_text(encoding="utf-8")
    return files("wagamachi_cli").joinpath("data", "seed.sql").read_text(encoding="utf-8")
