# The step Rules, and its key.

# A key file
key-file-other = This is no key file of Curtain.
key-file-version = The key file is of another version; this page reads version { $version }.
key-file-content = The key file holds neither just a key nor just what a passphrase needs.
key-file-way = The key file asks for another way to make a key than { $kdf } with { $iterations } iterations.
key-file-damaged = The key file is damaged: a number in it is not as long as it must be.
key-file-unread = This file cannot be read.

# What the rules come to
rules-title = Rules in force
rules-options =
    { $options ->
        [0] without any of its options that keep more
        [one] with { $options } option that keeps more
       *[other] with { $options } options that keep more
    }
rules-lead = DICOM PS3.15, Basic Application Level Confidentiality Profile, { rules-options }, at every depth of every file.
rules-lead-own = DICOM PS3.15, Basic Application Level Confidentiality Profile, { rules-options } and { rules } for single attributes, at every depth of every file.
rules-reasons = Each single change stands with its reason under Tags in Review.
rules-reasons-preview = Each single change stands with its reason in the preview, and under Tags in Review.
rules-to-review = Go on to Review
rules-limits = What no rule can do
rules-limits-words = Rules read headers. Text that is burned into an image, a face that could be reconstructed, a rare finding: only you can see these. That is why each frame has to be looked at in Review.

# What the Basic Profile does
basic-does = What the Basic Profile does to every file
basic-removed = Removed
basic-removed-names = Names, addresses, telephone numbers and comments of the patient and of everybody who took part
basic-removed-texts = Accession numbers, descriptions and free text, in which identity tends to hide
basic-removed-unknown = Private attributes, overlays, curves, signatures and whatever the standard does not know
basic-replaced = Replaced
basic-replaced-patient = PatientID and PatientName: one pseudonym for each patient, the same in all files of this case
basic-replaced-uids = UIDs: new ones, so that series, references and frames of reference still belong together
basic-replaced-dummies = What an object must have to stay valid: a plain dummy value, or an empty one
basic-kept = Kept
basic-kept-pixels = The pixels, byte for byte, except inside rectangles that you black out
basic-kept-image = What the image needs: size, position, spacing, window, acquisition technique
basic-kept-kind = The kind of object, and its transfer syntax; only a compressed object with a redaction is written in a lossless one

# Profiles
profile = Profile
profile-lead = Everything below follows from it, and can be changed.
profile-lead-files = { profile-lead } A change cleans every file anew and takes back what was approved.
profile-basic = Basic
profile-basic-words = The Basic Profile without any option: the least that an image needs. Right for sharing.
profile-teaching = Teaching case
profile-teaching-words = Keeps sex, age by decade, descriptions word by word, reports item by item, and shifted dates: the days between studies stay.
profile-research = Research
profile-research-words = Keeps what studies need: shifted dates, patient characteristics, device, descriptions, safe private attributes.
profile-hipaa = HIPAA Safe Harbor
profile-hipaa-words = Of dates the year, of ages of 90 and over 90, of places at most three digits of a ZIP code. Body and sex stay, descriptions word by word.
profile-strict = Strict
profile-strict-words = Images alone, without any text that they can do without. Reports, videos, radiotherapy and all else are held back.
profile-own = Your own choice
profile-own-named = “{ $name }”, from a file.
profile-own-made = What you changed or loaded.
profile-own-none = Any other choice of what stands below.
profile-holds-back = Objects of these kinds are held back: { $kinds }.
profile-lookup = Its lookup table of { lines } can tell who somebody is. It is gone when you clear the case.
profile-hashes = Its hashes are those of CTP: whoever has a list of patient numbers can find which is which.

# Options
options = Options
options-title = What is kept beyond that
options-lead = Each choice keeps more, and every file says which were made.
options-dates = Dates
options-dates-removed = Removed
options-dates-removed-keeps = No date and no time of the examination stays.
options-shift = Moved forwards or backwards by 1 to { $days } days, as the key decides for each patient. Another range gives other dates.
options-others = Keep as well
options-birth-year = Year of birth
options-birth-year-keeps = The birth date becomes 1 January of its year, instead of empty.
options-birth-year-risk = With the day of an examination it gives the age, and for the very old that stands out.

# What somebody risks who chooses it
risk = { $name } { $risk }
risk-name = Risk:

# The key of the pseudonyms
key-region = Key of the pseudonyms
key-title = The key of the pseudonyms
key-lead = Pseudonyms and UIDs are made with a key. It is sent nowhere and stored nowhere.
key-fixed = The files that are here belong to the key in force. To take another, clear the case first.
key-ways = Where the key comes from
key-from-random = Random, and forgotten at the end
key-from-random-words = Nobody can make these pseudonyms again, you included: the case is anonymous, unless you save a crosswalk at Share. It cannot be taken up again later.
key-from-random-in-force = In force: a random key, in memory only. It is gone when you clear the case or close this page.
key-from-passphrase = From a passphrase
key-from-passphrase-words = The same passphrase with the same key file gives the same pseudonyms, UIDs and shifts of dates, here and on the command line.
key-from-passphrase-in-force = In force: the key of your passphrase. It is in memory only; clearing the case forgets it.
key-passphrase-none = { -no-cryptography }: no key can be made from a passphrase. Open the page over HTTPS, or take a key file that holds the key itself.
key-passphrase-use = Use this passphrase
key-passphrase-file = I have its key file…
key-passphrase-file-why = A project that goes on needs the key file of its first case as well. It holds no secret.
key-passphrase-profile = The profile that you loaded brings what a key file would: type the passphrase that belongs to it.
key-passphrase-wanted = The key file is read. Type the passphrase that belongs to it.
key-passphrase-failed = The browser could not make a key of this passphrase.
key-from-file = From a key file
key-from-file-words = The same, without a passphrase. Whoever has the file can link the case to the patient: keep it like a password.
key-from-file-in-force = In force: the key of your key file. It is in memory only; clearing the case forgets it.
key-file-choose = Choose a key file…
key-file-make = Make a new key file
key-file-save = Save the key file
key-file-saved = Without this file the passphrase gives other pseudonyms. It holds no secret.
key-file-unsaved = Not saved yet. { key-file-saved }
key-too-late = Files were added meanwhile, so the key was not changed.

# The crosswalk
crosswalk = Crosswalk
crosswalk-title = The way back
crosswalk-wanted = At the end also make a sealed crosswalk
crosswalk-keeps = It says who is behind each pseudonym, encrypted with a passphrase that you choose at Share, in a file apart from the case.
crosswalk-risk = With it the case is no longer anonymous. Without it and with a random key nobody can go back, you included.

# Rules for single attributes
single = Single attributes
single-lead = What is said of an attribute here goes before the profile and its options, wherever the attribute stands in a file.
single-find = Find an attribute
single-find-by = Name, tag or path, such as patient sex or (0010,0040)
single-found = Attributes that were found
single-found-count = { attributes } found
single-found-now = now: { $does }
single-found-none = No attribute is called so.
single-count =
    { $attributes ->
        [one] { $attributes } attribute with a rule of its own
       *[other] { $attributes } attributes with rules of their own
    }
single-list = Attributes with rules of their own
single-list-search = Search in the attributes with rules of their own
single-list-search-in = Search in these
single-list-none = None of them matches.
single-list-all = Show all { $attributes }
single-kind = All attributes of the kind { $vr }
single-at-rest = wherever no rule of its own holds
single-at-root = at the root only
single-at-every-depth = at every depth
single-change = Change
single-change-which = Change { $attribute }
single-remove = Remove
single-remove-which = Remove { $attribute }
single-set = { $attribute }: { $strategy }.
single-removed = { $attribute }: as the profile and its options say.
single-not-here = This attribute cannot be changed here. Remove it, and add it again.

# Rules for one series or one object
scoped = Rules for one series or one object
scoped-series = one series
scoped-object = one object
scoped-here = { objects } here
scoped-here-of = { $called }, { objects } here
scoped-one-here = here
scoped-none-here = not in this case
scoped-remove-series = Remove { $attribute } for one series
scoped-remove-object = Remove { $attribute } for one object

# The rule of one attribute, while it is made
rule-where = { $where }.
rule-now = Now: { $does }. { $why }.
rule-none-possible = This attribute has a rule that no profile changes.
rule-text = Text
rule-years = Years in a band
rule-script = Expression, as in a CTP script
rule-choose = Choose what is to be done.
rule-unchecked = The engine could not check this. Try it again.
rule-use = Use this
rule-remove = Remove this rule

# How a text has to be written that replaces a value
vr-16 = At most 16 characters.
vr-64 = At most 64 characters.
vr-age = As 067Y, 003M, 021W or 005D.
vr-code = Capital letters, digits, spaces and _, at most 16.
vr-date = A date as 20240131.
vr-decimal = A number, such as 1.5.
vr-date-time = A date and time as 20240131101500.
vr-integer = A whole number.
vr-name = Family and given name as DOE^JOHN, at most 64 characters.
vr-time = A time as 101500.

# Profiles and scripts as files
files-load = Load profile or script…
files-load-reading = Reading…
files-load-what = A profile, a script of CTP with its lookup table, one of CTP for pixels, one of the RSNA anonymizer, or a recipe of deid. You see what became of each line before it is used.
files-load-failed = These files cannot be read as a profile or script.
files-load-too-much = At most { $files } files of { $size } together can be read as a profile or script.
files-save = Save profile
files-save-failed = The profile could not be saved. Try it again.

# What became of a profile or script that was read
import-profile = A profile
import-ctp = A script of the CTP anonymizer
import-rsna = A script of the RSNA anonymizer
import-deid = A recipe of deid
import-lookup = A lookup table
import-pixels = A script of CTP for pixels
import-beside = It says which devices write text into their images, and where. It is added to the profile in force: in the review these places are proposed, and nothing is blanked before you agree.
import-options =
    { $options ->
        [0] no option
        [one] { $options } option
       *[other] { $options } options
    }
import-scoped =
    { $rules ->
        [one] It has { $rules } rule for one series or one object, which go by the new UIDs of a key.
       *[other] It has { $rules } rules for one series or one object, which go by the new UIDs of a key.
    }
import-chooses = It chooses { import-options } and has { rules } for single attributes.
import-holds-back =
    { $kinds ->
        [one] It holds back { $kinds } kind of objects.
       *[other] It holds back { $kinds } kinds of objects.
    }
import-holds-lookup = It holds a lookup table of { lines }, which can tell who somebody is: keep a saved profile of it as you keep the table.
import-holds-scripts =
    { $scripts ->
        [one] It holds { $scripts } script for pixels.
       *[other] It holds { $scripts } scripts for pixels.
    }
import-no-equal-count = without an equal
import-no-equal = No equal here: the attribute goes
import-other-count = done otherwise
import-other = Done otherwise than in the script
import-stricter-count = done more strictly
import-stricter = Done more strictly than in the script
import-same-count = the same
import-off-count = switched off in it
import-all-equal = Every line of it has an equal here.
import-left-out = Not understood: left out
import-not-allowed = Not allowed by this site, and left out
import-line = Line { $number }
import-whole = All of it
import-more =
    { $lines ->
        [one] And { $lines } line more of this kind.
       *[other] And { $lines } lines more of this kind.
    }
import-hashes = Hashes as CTP gives them
import-hashes-why = For a collection that goes on with hashes of CTP. Without it each hash is made with the case key.
import-hashes-risk = Whoever has a list of patient numbers can try them all, and finds which is which.
import-discard = Discard
import-add = Add this script
import-use = Use this profile

# Scripts for pixels that are in force
scripts = Scripts for pixels
scripts-ctp = A script of CTP for pixels, { lines }: what it finds is proposed in the review.
scripts-deid = Filters of deid for pixels, { lines }: what it finds is proposed in the review.
scripts-remove = Remove
scripts-remove-which = Remove script { $number } for pixels

# The preview on one file
preview = Preview on one file
preview-none = As soon as all files are read, what the rules do to one of them stands here.
preview-held = Under these rules this file stays in quarantine: nothing of it would leave.
preview-file = File { $number } of { $files }
preview-before = File before
preview-next = Next file
preview-unwritten = not written yet
preview-fresh = By the last change
preview-table = Attributes of one file before and after
preview-told = { attributes }, { $fresh } by the last change
