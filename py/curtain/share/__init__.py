"""What leaves: the names under which it does, the report that goes beside it, and the crosswalk that must not."""
