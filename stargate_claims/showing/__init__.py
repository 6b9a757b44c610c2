"""Findings to text, pages, charts and exports."""
