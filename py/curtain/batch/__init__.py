"""Many files at once: each is read and written in a process of its own kind, the plan sees all."""
