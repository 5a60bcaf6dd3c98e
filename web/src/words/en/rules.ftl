# The step Rules, and its key.
