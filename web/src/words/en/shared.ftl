# What several parts of the page say. One line for each message: a line break would stand in the text.

# Counts, to stand in other messages: { files }
files =
    { $files ->
        [one] { $files } file
       *[other] { $files } files
    }
images =
    { $images ->
        [one] { $images } image
       *[other] { $images } images
    }
objects =
    { $objects ->
        [one] { $objects } object
       *[other] { $objects } objects
    }
frames =
    { $frames ->
        [one] { $frames } frame
       *[other] { $frames } frames
    }
patients =
    { $patients ->
        [one] { $patients } patient
       *[other] { $patients } patients
    }
seconds =
    { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }
minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }

# Sizes and times
number = { $number }
size-b = { $size } B
size-kb = { $size } kB
size-mb = { $size } MB
size-gb = { $size } GB
size-tb = { $size } TB
time-none = less than a second
time-seconds = { $seconds } s
time-minutes = { $minutes } min
time-hours = { $hours } h { $minutes } min

# Buttons
cancel = Cancel
close = Close
