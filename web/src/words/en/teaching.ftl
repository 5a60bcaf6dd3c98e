# The step Review: drawings, key images and copies for teaching.

teaching-about = Drawings and captions are kept beside the images and change no pixel of them. They leave as the file { $file } in the zip. While drawings lie over an image, it does not count as seen.
teaching-names = This names the patient. Change it: nothing leaves with it.
teaching-place = { $series }, { $image } of { $images }
teaching-held = An image that is held back

# Drawings
drawings-label = Drawings for teaching
drawings-here = Drawings on this image
draw-label = Draw
draw-title = Draw on this image
draw-what = What to draw
draw-in-middle = Add in the middle
drawing-arrow = Arrow
drawing-circle = Circle
drawing-text = Text
drawing-text-of = Text: { $text }
drawing-text-empty = Text: nothing yet
drawing-spot = { $x }, { $y }
drawing-at = { $name }, at { $from }
drawing-between = { $name }, from { $from } to { $to }
drawing-keys = Arrows move it, with { $alt } only its end; { $esc } lets go.
drawing-keys-text = Arrows move it; { $esc } lets go.
drawing-delete = Delete { $name }

# Key images
key-images = Key images
key-image = Key image
key-image-caption = Caption
key-image-star = Star this image
key-image-unstar = Take the star away
key-image-unstar-which = Take the star from { $image }

# Copies with the drawings burned in
copies-label = Copies
copies-title = Copies with drawings
copies-about = A copy with the drawings burned in, as an image of its own: as it is shown now, redacted, whole and upright. It is de-identified, looked at and approved like every other image, by the rules that hold for this one; this one stays as it is.
copy-line = { $copy } of { $image }
copy-name = Copy
copy-path = Copy with drawings
copy-stale = Out of date: the image or its drawings changed. The copy is held back. Burn the drawings in again.
copy-held = Held back: see the quarantine.
copy-working = Being made.
copy-approved = Approved.
copy-open = Not approved yet: look at it in its own series.
burn = Burn into a copy
burn-again = Burn in again
burn-names = A text of these drawings names the patient: change it first.
burn-writing = Waiting until the image is written.
burn-decoding = Waiting until the image is decoded.
burn-drawing = The drawings are burned in.
burn-cancel = Cancel the copy of { $image }
burn-held = The image is held back, so no copy was made.
burn-undecoded = The image could not be decoded, so no copy was made.
burn-changed = The image or its drawings changed meanwhile. Try again.
burn-failed = The copy could not be made.
