"""Catalogue in, ranked hits out: the query language, the engines, matching and highlights."""
