"""What leaves: the names under which it does."""
