# The step Share.
