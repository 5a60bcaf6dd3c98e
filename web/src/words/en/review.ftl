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
action-projection-left = In the projection: the box to the left
action-projection-right = In the projection: the box to the right
action-projection-up = In the projection: the box up
action-projection-down = In the projection: the box down
action-projection-go = In the projection: go to the frame of what is in the box
action-add-drawing = Add a drawing in the middle
action-key-image = Star as a key image
action-tool-arrow = Draw an arrow, from its tail to its tip
action-tool-circle = Draw a circle, from its centre
action-tool-text = Write a text
action-escape = Back to the image, and to window and level
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
keyboard-ctrl = Ctrl
keyboard-alt = Alt
keyboard-shift = Shift
keyboard-space = Space
keyboard-enter = Enter
keyboard-escape = Esc
keyboard-delete = Delete
keyboard-backspace = Backspace
keyboard-home = Home
keyboard-end = End
keyboard-page-up = Page up
keyboard-page-down = Page down

# The scrubber
cine-stop = Stop
scrubber-image = Image in the series
scrubber-rate = Frames in a second
scrubber-rate-tip = At more than 5 in a second a frame is too short on the screen to count as seen
scrubber-per-second = { $frames }/s
scrubber-seen = { $seen } of { $total } seen

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
overlay-day = Day { $day }
overlay-place = { $number } of { $total }
overlay-frame = frame { $number } of { $total }
overlay-key-image = ★ Key image
overlay-linked = linked
overlay-lut = VOI LUT of the file
overlay-zoom = { $zoom } %

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
frame-unreadable = This image could not be decoded.

# Before there is anything to review, and the parts of the step
review-nothing = Nothing to review yet
review-nothing-then = Add a folder of DICOM files first.
review-no-image = No image to review yet
review-no-image-then = Files that were de-identified appear here one by one.
review-side = Patients, studies and series
review-image = Image
inspector = Inspector
tab-tags = Tags
tab-redactions = Redactions
tab-teaching = Teaching

# The toolbar
toolbar = Image tools
menu-view = View
window-choice = Window
window-choose = Window…
window-on-keys = On keys 1 to 5
take-in-image = Take this image in

# The list of series
no-image = no image
series-some-out = { $images } left out
series-key-images =
    { $images ->
        [one] { $images } key image
       *[other] { $images } key images
    }
chip-left-out = left out
chip-approved = approved
chip-waived = approved by waiver
chip-writing = being written
chip-unshowable = cannot be shown
chip-seen = seen
chip-ready = ready
chip-needs-eyes = needs eyes
chip-progress = { $seen } of { $total }

# How closely a series has to be looked at, and how it was
look-overview = An overview is enough
look-some = Look at { frames } of { $total } one by one
look-one = Look at this image
look-each = Look at each frame
look-more =
    { $reasons ->
        [one] { $reasons } more reason
       *[other] { $reasons } more reasons
    }
look-keys = Contact sheet { $sheet }, projection { $projection }, or frame by frame.
looked-itself = One by one: { $frames }
looked-sheet = Contact sheet: { $frames }
looked-projection = Projection: { $frames }

# What a series still waits for, and the decision on it
approve-approved = Approved as it is shown
approve-waived = Approved by waiver
approve-unshowable =
    { $images ->
        [one] { $images } image cannot be shown, so nobody can approve it
       *[other] { $images } images cannot be shown, so nobody can approve them
    }
approve-writing =
    { $images ->
        [one] { $images } image is being written
       *[other] { $images } images are being written
    }
approve-seen = Everything was seen
approve-no-image = No image to look at
approve-open = { frames } still to see
approve-keys = { $approve } approve · { $next } next
approve-take-in = Take this series in again
approve-take-back = Take back
approve-share = Share
approve-leave-out =
    { $images ->
        [one] Leave it out
       *[other] Leave them out
    }
approve-waive = Waive…
waive-title = Approve without having seen everything?
waive-unseen =
    { $frames ->
        [one] { $frames } frame of this series was not seen.
       *[other] { $frames } frames of this series were not seen.
    }
waive-text = The files are then written anew without the statement that their pixels were checked, and your reason is kept with the approval and stands in the report: name nobody in it.
waive-why = Why need nobody look at the rest?
waive-do = Waive and approve

# What is asked once, since no program finds it
question-title = What no program finds
question-text = Some things identify a person without a letter of text. Once for this case: did you look for these in the images?
thing-jewellery = Jewellery, clothing or a wristband with a name
thing-face = A face, or slices of a head from which a face can be made
thing-tattoo = A tattoo, a scar, a birthmark
thing-rare = Rare anatomy, a rare implant or procedure, an event that was in the news
thing-label = A label, a screen or a person in the room
question-answer = Your answer
question-none = I looked for these, and none is in what I approve.
question-stays = There is one, and it may be shared because…
question-not-looked = I did not look for these. The report says so.
question-why = Why it may be shared
question-why-example = Consent was given for this, say. Name nobody: this stands in the report.
question-kept = Your answer is kept with each approval and stands in the report. You can change it until you share.
question-again = Look again
question-continue = Continue
found-nothing = You found nothing that only a person finds.
found-stays = You found something that may stay.
found-not-looked = You did not look for what only a person finds.
found-change = Change

# The tab of redactions
redactions-none = Nothing is blacked out here. Press { $rectangle } and draw a rectangle over what identifies somebody, { $ellipse } for an ellipse, { $polygon } for a polygon, or add one and set its numbers.
redactions-list = Redactions of this image
redactions-add-crop = Add a crop
redactions-paste = Paste
redaction-note = With a redaction this object is written as { $syntax }. The values that are blanked are gone for good; all others stay exactly as they are.
redaction-note-grows = It was compressed with a loss, which smears text into its neighbourhood: what is blanked grows to the dashed line.
crop-note = Of the image only what lies inside the frame is left, in all of its frames; redactions go first.
crop-note-shrinks = It was compressed with a loss and is written without another one, so the frame shrinks to the dashed line.

# Quarantine
quarantine = Quarantine
quarantine-number = Quarantine { $number }
quarantine-files = Quarantine: { files }
quarantine-empty = Nothing is in quarantine
quarantine-open = Open
quarantine-open-which = Open the quarantine: what can be done
quarantine-rule = These stay on this computer and are never part of a download.
quarantine-place = What is held back
quarantine-waiting = None of these leaves: they could not be read, understood or cleaned. Leave out what you do not need, or change what stands in the way.
quarantine-settled = None of these leaves.
quarantine-save = Save the list without names
quarantine-save-tip = Numbers and reasons; no name and no path
quarantine-back = Back to the images
held-rule = Change a rule
held-again-which = Try again: { files }
held-out = Leave out
held-out-which = Leave out: { files }
held-anew = Decide anew
held-anew-which = Decide anew: { files }
not-dicom = Not DICOM
not-dicom-number = Not DICOM { $number }

# The contact sheet
sheet-title = Contact sheet of { $images }
sheet-back = Back to the image
sheet-size = Size of the tiles
sheet-small = Small
sheet-medium = Medium
sheet-large = Large
sheet-largest = Largest
sheet-closely-all = To find your way: images of this series have to be looked at one by one.
sheet-closely-some =
    { $frames ->
        [one] Enough for all but { $frames } frame: look at that one by one.
       *[other] Enough for all but { $frames } frames: look at those one by one.
    }
sheet-too-small = Tiles of this size are too small to count as seen.
sheet-counts = What stands here for a moment counts as seen.
tile = Image { $number }
tile-left-out = Image { $number }, left out
tile-seen-itself = Image { $number }, seen by itself
tile-seen-sheet = Image { $number }, seen on the contact sheet
tile-seen-projection = Image { $number }, seen in a projection
# Of all of the above
tile-key-image = { $tile }, key image

# The projection
projection = Projection
projection-of = Projection of { frames }
projection-maximum = Maximum
projection-minimum = Minimum
projection-differences = Differences
projection-kind-seen = { $kind }, seen
projection-maximum-tip = The highest value of all frames: bright text shows
projection-minimum-tip = The lowest value of all frames: dark text shows
projection-differences-tip = Standard deviation: what is not the same in all frames shows
projection-maximum-of = Maximum of { frames }
projection-minimum-of = Minimum of { frames }
projection-differences-of = Differences of { frames }
projection-failed = { frames } cannot be decoded, and so did not go in.
projection-none = No image of this series can be shown.
projection-seen = { frames } seen. A click, or the arrows and Enter, lead to a frame.
projection-box = In the box: image { $number }. Enter goes to it.
projection-port = Arrows move a box over the picture, Enter goes to the frame of what is in it
projection-how = Maximum and minimum, each for a second: then these frames count as seen.
projection-sizes = Images of one size
projection-size = { $columns } × { $rows }, { frames }
projection-size-seen = { $columns } × { $rows }, { frames }, seen
projection-done = { $done } of { frames }
projection-cancelled = Cancelled: { $done } of { frames } went in.
projection-again = Start again
