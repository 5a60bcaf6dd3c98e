# The step Review: drawings, key images and copies for teaching.
