"""Issued editions: what is kept of a report that was handed over, and how it differs from the register."""
