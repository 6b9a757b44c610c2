"""Claims to and from files and databases."""
