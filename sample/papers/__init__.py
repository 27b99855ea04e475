"""The papers of the release, one module a form; each function draws one paper."""
