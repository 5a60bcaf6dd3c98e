"""Pixels: decode a frame, show it, blank boxes in it.

`show.image_info` needs neither numpy nor imagecodecs, so that a header worker can answer it;
everything else loads them when it is first called. Pixels know no rules.
"""
