"""Text to figures, days and draft claims."""
