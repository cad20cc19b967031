"""Form checks that students see, and the explained scoring that test cells use."""
