"""Arithmetic over many figures: pure functions from plain rows to domain values."""
