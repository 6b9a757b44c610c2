"""What things are: no parsing, no I/O."""
