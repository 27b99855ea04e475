"""Measurements against peers, each to be run by itself."""
