"""A ledger of claims that says which of them cannot both be true, and why."""
