"""Benchmarks, run by name: the ordinary test run leaves them out."""
