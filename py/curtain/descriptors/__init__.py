"""Descriptions cleaned word by word (PS3.15 E.3.5): what belongs to the patient goes, what belongs to radiology stays."""

from curtain.descriptors.clean import Cleaned, Descriptors

__all__ = ["Cleaned", "Descriptors"]
