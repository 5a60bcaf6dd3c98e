# The step Review: viewer, lists, contact sheet, help, approval, quarantine.
