# The step Review: redactions, crops and known places.

redactions =
    { $redactions ->
        [one] { $redactions } redaction
       *[other] { $redactions } redactions
    }

# Forms and fills
shape-form = Form
shape-rectangle = Rectangle
shape-ellipse = Ellipse
shape-polygon = Polygon
shape-inside-rectangle = Only inside: rectangle
shape-inside-ellipse = Only inside: ellipse
shape-inside-polygon = Only inside: polygon
shape-crop = Crop
shape-fill = Fill
shape-fill-black = Black
shape-fill-white = White
shape-fill-background = Background

# One in a list: what it is, on what, and where. Frames count from 1.
shape-line = { $name } { $where }
shape-which = { $name } { $where }: { $numbers }
shape-numbers = { $x }, { $y } · { $width } × { $height }
shape-on-frame = on frame { $frame }
shape-on-range = on frames { $first } to { $last }
shape-on-all-frames = on all { frames }
shape-on-image = on one image
shape-on-images = on { images }
shape-on-series = on { images } of the series
shape-on-case = on { images } of the case
shape-on-series-range = on frames { $first } to { $last } of { images } of the series
shape-on-case-range = on frames { $first } to { $last } of { images } of the case
shape-delete-crop = Delete this crop
shape-delete-rectangle = Delete this rectangle
shape-delete-ellipse = Delete this ellipse
shape-delete-polygon = Delete this polygon

# The selected one, or the next
shapes-label = Redactions
shapes-no-image = There is no image here.
shape-selected = Selected redaction
shape-next = Next redaction
shape-next-crop = Next crop
shape-keys = Arrows move it, { $alt } sizes, { $esc } lets go.
shape-field-x = Left
shape-field-y = Top
shape-field-width = Width
shape-field-height = Height
shape-corners = Corners
shape-corners-tip = Columns and rows: 10,20 30,20 30,40

# What it holds for
scope-label = Apply to
scope-frame = This frame
scope-range-frames = A range of frames
scope-range-images = A range of images
scope-frames = All { frames }
scope-image = This image
scope-series =
    { $images ->
        [1] Images of this size
       *[other] All { $images } images of this size
    }
scope-case =
    { $images ->
        [1] Images of this size, any series
       *[other] All { $images } of this size, any series
    }
scope-from = from
scope-to = to
scope-others = { images } of the series of another size
scope-approved =
    { $images ->
        [one] { $images } of them is approved, and will have to be seen again
       *[other] { $images } of them are approved, and will have to be seen again
    }

# What is shown is the file as it was added
before-compared = Before: the file as it was added
before-cropped = The whole image as it was added: draw what is to be left of it

# Those for other images
elsewhere = Elsewhere in the case
elsewhere-held = For images that are held back

# Redactions as a file
boxes-label = Redactions as a file
boxes-save = Save redactions
boxes-load = Load redactions…
boxes-unread = This file cannot be read as a list of boxes.
boxes-random = Images are named by their new UIDs there, and the key of this case is forgotten at its end: the file is of use in this case only. Choose a key under Rules to use it again.
boxes-title = Take these redactions?
boxes-found = { redactions } for { images } of this case. What changes is written anew, and has to be looked at again.
boxes-none = None of them is for an image of this case.
boxes-known = { $redactions } of them are here already.
boxes-without = Nothing is done with { redactions } for images that are not here, or have another size. Images are named with the key of their case: with another key none of them is found.
boxes-take = Take them

# Proposals
places-label = Proposals
places-proposed = Proposed { $count }
places-open =
    { $proposals ->
        [one] { $proposals } proposal not looked at
       *[other] { $proposals } proposals not looked at
    }
places-show = Show
places-dismissed = { $proposals } dismissed.
places-show-again = Show again

# Outside of the scan areas
scan-areas-why = The header says where the picture is. What stands beside it is often text.
scan-areas-blank = Blank everything outside the scan areas
scan-areas-blank-series = In all { images } of the series
scan-areas-dismiss-which = Dismiss what lies outside the scan areas

# What never changes in a cine
unchanging-find = Find what never changes
unchanging-looking = Comparing frames…
unchanging-none = Outside of the picture nothing stands still, or no picture was made out.
unchanging-failed = The frames of this image cannot be compared.

# One proposal, and those of one origin
proposal-from-regions = Outside of the scan areas
proposal-from-unchanging = Never changes
proposal-from-ctp = From a script of CTP
proposal-from-deid = From a filter of deid
proposal-blank = Blank
proposal-blank-which = Blank: { $numbers }
proposal-blank-all = Blank in all
proposal-blank-all-which = Blank in all: { $numbers }
proposal-keep = Keep only inside
proposal-keep-which = Keep only inside: { $numbers }
proposal-keep-all = Keep only inside in all
proposal-keep-all-which = Keep only inside in all: { $numbers }
proposal-dismiss = Dismiss
proposal-dismiss-which = Dismiss: { $numbers }
proposal-dismiss-in-all = Dismiss in all
proposal-dismiss-in-all-which = Dismiss in all: { $numbers }
proposal-in = in { images }
proposals-blank = Blank all { $proposals }
proposals-dismiss = Dismiss all
proposals-dismiss-which = Dismiss all { $proposals }
