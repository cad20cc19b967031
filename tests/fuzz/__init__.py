"""Inputs that are made to break the library, and those that once did."""
