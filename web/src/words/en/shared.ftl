# What several parts of the page say. One line for each message: a line break would stand in the text.
#
# Ends of ids, in all files: -title heads a part of the page, -label names one that is only heard, -which names a button together
# with what it is for, where several look the same, and -tip is what the mouse finds out.

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
attributes =
    { $attributes ->
        [one] { $attributes } attribute
       *[other] { $attributes } attributes
    }
rules =
    { $rules ->
        [0] no rule
        [one] { $rules } rule
       *[other] { $rules } rules
    }
lines =
    { $lines ->
        [one] { $lines } line
       *[other] { $lines } lines
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

# A patient, by the pseudonym
patient = Patient { $patient }

# Buttons
cancel = Cancel
close = Close
go-to-add = Go to Add
try-again = Try again
# While what a button began is not done
working = Working…

# How many a list leaves out
and-more = and { $more } more

# Tables of attributes
attribute = Attribute
attribute-private = Private attribute
attribute-unnamed = Attribute without a name
attributes-search = Search attributes
attributes-search-by = Name, tag or value
attributes-filter = Which attributes
attributes-no-match = No attribute matches.
attribute-locked = locked by this site
differs = differs

# A value before and after, where there is none, or only an arrow to be seen between both
value-absent = not there
value-empty = empty
value-removed = removed
value-becomes = becomes
value-stays = stays

# Why nothing can be encrypted, and no key be made from a passphrase
-no-cryptography = This page was opened over plain HTTP, so the browser keeps its cryptography from it

# A passphrase that is chosen here is typed twice
passphrase = Passphrase
passphrase-again = The same once more
passphrase-differs = The two passphrases are not the same. Type both again.
passphrase-no-character = The passphrase holds something that is no character.
passphrase-missing = Type a passphrase.
passphrase-short = The passphrase is too short: use { $characters } characters or more, several words for instance.
