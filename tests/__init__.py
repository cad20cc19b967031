"""The tests of the course and its library."""
