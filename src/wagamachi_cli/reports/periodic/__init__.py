"""The report of a month, a quarter, half a year or a year: what is handed over."""
