# The step Review: viewer, lists, contact sheet, help, approval, quarantine.

# What can be done, as the toolbar, its tooltips and the help sheet name it
action-help = Keys and mouse
action-two-viewports = Two images side by side
action-other-viewport = Use the other image
action-linked-scroll = Scroll both images together
action-cine = Play all images
action-next-image = Next image
action-previous-image = Previous image
action-page-down = Ten images on
action-page-up = Ten images back
action-first = First image
action-last = Last image
action-slower = Play slower
action-faster = Play faster
action-approve = Approve series
action-next-series = Next series
action-leave-out-image = Leave this image out
action-leave-out-series = Leave this series out
action-undo = Undo
action-redo = Redo
action-delete = Delete the selected redaction or drawing
action-add-rectangle = Add a rectangle
action-copy = Copy the selected redaction
action-paste = Paste the redaction here
action-keep-inside = Keep only what is inside
action-close-polygon = Close the polygon
action-before = Before, as long as the key is held
action-nudge-left = Move it left by one pixel
action-nudge-right = Move it right by one pixel
action-nudge-up = Move it up by one pixel
action-nudge-down = Move it down by one pixel
action-nudge-far-left = Move it left by ten
action-nudge-far-right = Move it right by ten
action-nudge-far-up = Move it up by ten
action-nudge-far-down = Move it down by ten
action-stretch-left = Its corner or end left by one pixel
action-stretch-right = Its corner or end right by one pixel
action-stretch-up = Its corner or end up by one pixel
action-stretch-down = Its corner or end down by one pixel
action-stretch-far-left = Its corner or end left by ten
action-stretch-far-right = Its corner or end right by ten
action-stretch-far-up = Its corner or end up by ten
action-stretch-far-down = Its corner or end down by ten
action-contact-sheet = Contact sheet
action-projection = Projection of all frames: maximum, minimum, differences
action-add-drawing = Add a drawing in the middle
action-key-image = Star as a key image
action-tool-arrow = Draw an arrow, from its tail to its tip
action-tool-circle = Draw a circle, from its centre
action-tool-text = Write a text
action-escape = Back to window and level
action-tool-window = Window and level
action-tool-scroll = Scroll through the images
action-tool-pan = Pan
action-tool-zoom = Zoom
action-tool-rectangle = Black out a rectangle
action-tool-ellipse = Black out an ellipse
action-tool-polygon = Black out a polygon
action-tool-crop = Crop
action-invert = Invert
action-full-range = Full range of values
action-fit = Fit to the window
action-one-to-one = One to one
action-turn-right = Turn to the right
action-turn-left = Turn to the left
action-mirror-across = Mirror left to right
action-mirror-down = Mirror top to bottom
action-reset = Reset window and view
action-magnifier = Magnifier (hold the key)
action-words = Words around the image
action-preset-1 = Window preset 1
action-preset-2 = Window preset 2
action-preset-3 = Window preset 3
action-preset-4 = Window preset 4
action-preset-5 = Window preset 5
with-key = { $label } ({ $key })

# The help sheet
help-mouse = Mouse and fingers
help-images = Images
help-glance = At a glance
help-window = Window
help-view = View
help-side-by-side = Side by side
help-tools = Tools
help-redactions = Redactions
help-teaching = Teaching
help-selected = A selected redaction or drawing
help-series = Series

# What mouse and fingers do there
mouse-wheel = Wheel
mouse-wheel-zoom = Ctrl and wheel
mouse-left = Left button
mouse-middle = Middle button
mouse-right = Right button
mouse-finger = One finger
mouse-pinch = Two fingers
mouse-tool = What the tool does
mouse-zoom-and-pan = Zoom and pan

# Keys
key-ctrl = Ctrl
key-alt = Alt
key-shift = Shift
key-space = Space
key-enter = Enter
key-escape = Esc
key-delete = Delete
key-backspace = Backspace
key-home = Home
key-end = End
key-page-up = Page up
key-page-down = Page down

# The scrubber
cine-stop = Stop

# Windows: what a list calls them, and how wide and where one lies
window-from-file = From the file
window-soft-tissue = Soft tissue
window-lung = Lung
window-bone = Bone
window-brain = Brain
window-liver = Liver
window-lower-half = Lower half
window-lowest-quarter = Lowest quarter
window-lowest-tenth = Lowest tenth
window-lowest-twentieth = Lowest twentieth
window-dark-half = Dark half
window-bright-half = Bright half
window-darkest-tenth = Darkest tenth
window-brightest-tenth = Brightest tenth
window-lut = VOI LUT
window-values = W { $width } L { $level }

# The words around an image
words-patient = Patient { $patient }
words-day = Day { $day }
words-place = { $number } of { $total }
words-frame = frame { $number } of { $total }
words-key-image = ★ Key image
words-linked = linked
words-lut = VOI LUT of the file
words-zoom = { $zoom } %

# One letter for each side of a patient; two or three stand together without a space
side-left = L
side-right = R
side-posterior = P
side-anterior = A
side-head = H
side-feet = F

# The scale beside an image
ruler-mm = { $length } mm
ruler-cm = { $length } cm
ruler-detector = { $length } at the detector
ruler-film = { $length } on the film

# An image, what is to be known of it, and what stands in its place
image-here = Image { $number } of { $total }
note-left-out = Left out: it stays on this computer
note-covered = With drawings over it, it does not count as seen
note-part = Only a whole image counts as seen
rewriting-this = This image is being written anew; it is shown as it was before.
rewriting-others = Writing anew: { $done } of { images }
place-no-image = An object without an image
place-no-image-holds = It holds data of the class { $class }. Look at what remains of it under Tags; it leaves with its series.
place-unshowable = This image cannot be shown
place-unshowable-then = What nobody can look at cannot be approved. Leave this image out, or try again.
try-again = Try again
