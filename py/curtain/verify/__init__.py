"""The check of what was written: opened as a stranger's file, searched for the patient's own strings."""
