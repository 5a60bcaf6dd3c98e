"""Many files at once, on a disk and in processes of their own; the plan sees them all. The page has its own ways."""
