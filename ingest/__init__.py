"""Files in, catalogue out: everything that reads a stranger's file."""
