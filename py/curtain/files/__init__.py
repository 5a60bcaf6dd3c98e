"""Reading and writing DICOM files by ranges, at the cost of their headers."""
