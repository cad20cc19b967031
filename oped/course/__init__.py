"""The maintainer's side: build, normalise, check and bundle the course."""
