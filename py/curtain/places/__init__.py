"""Where an image may hold text: proposals to whoever reviews it. Nothing here blanks anything."""

from curtain.places.proposal import Proposal, Source

__all__ = ["Proposal", "Source"]
