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
rules-own =
    { $rules ->
        [one] { $rules } rule
       *[other] { $rules } rules
    }
rules-lead = DICOM PS3.15, Basic Application Level Confidentiality Profile, { rules-options }, at every depth of every file.
rules-lead-own = DICOM PS3.15, Basic Application Level Confidentiality Profile, { rules-options } and { rules-own } for single attributes, at every depth of every file.
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
profile-lead-files = Everything below follows from it, and can be changed. A change cleans every file anew and takes back what was approved.
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
risk = Risk:

# The key of the pseudonyms
key-region = Key of the pseudonyms
key-title = The key of the pseudonyms
key-lead = Pseudonyms and UIDs are made with a key. It is sent nowhere and stored nowhere.
key-fixed = The files that are here belong to the key in force. To take another, clear the case first.
key-clear = Clear this case…
key-ways = Where the key comes from
key-random = Random, and forgotten at the end
key-random-words = Nobody can make these pseudonyms again, you included: the case is anonymous, unless you save a crosswalk at Share. It cannot be taken up again later.
key-random-in-force = In force: a random key, in memory only. It is gone when you clear the case or close this page.
key-passphrase = From a passphrase
key-passphrase-words = The same passphrase with the same key file gives the same pseudonyms, UIDs and shifts of dates, here and on the command line.
key-passphrase-in-force = In force: the key of your passphrase. It is in memory only; clearing the case forgets it.
key-passphrase-none = This page was opened over plain HTTP, so the browser keeps its cryptography from it: no key can be made from a passphrase. Open the page over HTTPS, or take a key file that holds the key itself.
key-passphrase-use = Use this passphrase
key-passphrase-working = Working…
key-passphrase-file = I have its key file…
key-passphrase-file-why = A project that goes on needs the key file of its first case as well. It holds no secret.
key-passphrase-profile = The profile that you loaded brings what a key file would: type the passphrase that belongs to it.
key-passphrase-wanted = The key file is read. Type the passphrase that belongs to it.
key-passphrase-failed = The browser could not make a key of this passphrase.
key-file = From a key file
key-file-words = The same, without a passphrase. Whoever has the file can link the case to the patient: keep it like a password.
key-file-in-force = In force: the key of your key file. It is in memory only; clearing the case forgets it.
key-file-choose = Choose a key file…
key-file-make = Make a new key file
key-file-save = Save the key file
key-file-saved = Without this file the passphrase gives other pseudonyms. It holds no secret.
key-file-unsaved = Not saved yet. Without this file the passphrase gives other pseudonyms. It holds no secret.
key-too-late = Files were added meanwhile, so the key was not changed.

# The crosswalk
crosswalk = Crosswalk
crosswalk-title = The way back
crosswalk-wanted = At the end also make a sealed crosswalk
crosswalk-keeps = It says who is behind each pseudonym, encrypted with a passphrase that you choose at Share, in a file apart from the case.
crosswalk-risk = with it the case is no longer anonymous. Without it and with a random key nobody can go back, you included.
