"""Claims to constraints to findings."""
