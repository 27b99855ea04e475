"""Requests in; pages, JSON and files out."""
