# The step Review: redactions, crops and known places.
