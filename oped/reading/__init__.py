"""Text in, tables out: pure functions, no display, no network."""
