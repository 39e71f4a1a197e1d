"""How an answer can be shown: every format in every language."""

STYLES = [
    ("table", "ja"),
    ("plain", "en"),
    ("markdown", "ja"),
    ("csv", "en"),
    ("tsv", "ja"),
    ("json", "en"),
    ("table", "en"),
    ("plain", "ja"),
    ("markdown", "en"),
    ("csv", "ja"),
    ("tsv", "en"),
    ("json", "ja"),
]
"""Format and language; the first half has each format once."""
