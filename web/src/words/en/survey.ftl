# The survey of all attributes of a case, at Rules.
