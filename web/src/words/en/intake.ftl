# The step Add.
