"""Scenarios that both implementations must judge alike."""
