# What the case itself tells: why something cannot be done, and what came of it.
