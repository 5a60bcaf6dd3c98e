# The tags of an instance, at Review.
