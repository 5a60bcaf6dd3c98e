# The step Add.

# The step
add-title = Share the images, not the patient
add-promise = Files are cleaned on this computer. Nothing leaves it until you have looked at every series and take it away.
add-headers = Headers
add-headers-text = DICOM PS3.15, every attribute at every depth, with the reason for each change.
add-pixels = Pixels
add-pixels-text = You look at each image as it will leave and black out what is burned in; the rest stays as it was.
add-proof = Proof
add-proof-text = Each finished file is opened again and searched for the patient’s own details.
add-cleared = The last case was cleared, because nobody touched this page for { minutes }.

# Where files are dropped
drop = Add files
drop-title = Drop a folder or files
drop-text = A CD, a PACS export, a study folder, a zip of them. Folders within folders are fine.
drop-choose-folder = Choose a folder
drop-choose-files = Choose files
drop-sample = Try the sample case
drop-looking = Looking through the folders…
drop-unreadable =
    { $unreadable ->
        [one] { $unreadable } file or folder could not be opened.
       *[other] { $unreadable } files or folders could not be opened.
    }
drop-folder = Folder
drop-files = Files

# The engine
engine-loading = Loading the engine
engine-loading-part = Loading the engine, { $part } %
engine-starting = Starting the engine
engine-ready = Engine ready
engine-failed = The engine does not work
engine-failed-title = Curtain takes no files now

# How far the work is
work-waiting = { files } waiting for the engine
work-reading = Reading: { $done } of { files }
work-planning = Telling patients apart: { $done } of { files }
work-cleaning = De-identifying and checking: { $done } of { files }
work-rate = { $rate } files/s · { $time } left
work-unpacking =
    { $entries ->
        [one] Unpacking: { $done } of { $entries } entry
       *[other] Unpacking: { $done } of { $entries } entries
    }
work-unpacking-checked = { $size } checked

# What came of it
outcome-not-planned = The case could not be planned
outcome-not-planned-text = Nothing was written. Try again, or take these files out of the case.
outcome-stopped =
    { $files ->
        [one] Stopped. { $files } file is not finished.
       *[other] Stopped. { $files } files are not finished.
    }
outcome-go-on = Go on
outcome-forget = Take them out of the case
outcome-clean = { files } de-identified
outcome-nothing = Nothing here can be shared
outcome-held = { files } in quarantine, with the reason in Review.
outcome-not-dicom =
    { $files ->
        [one] { $files } file is no DICOM and stays behind.
       *[other] { $files } files are no DICOM and stay behind.
    }
outcome-all = All that you added came out. Now look at it.
outcome-cannot-show = { files }: { $why } What nobody can look at cannot be approved.
outcome-cannot-redact = { files }: { $why } If it shows a name it can only be left out.
outcome-review = Review the case

# Pictures that are no DICOM
pictures = Pictures
pictures-title =
    { $pictures ->
        [one] { $pictures } picture is no DICOM
       *[other] { $pictures } pictures are no DICOM
    }
pictures-text = A photograph or screenshot can go along with the case as an image of a study. Its place, time and camera are left behind. It is reviewed like every other image.
pictures-study = Study
pictures-study-of = Patient { $pseudonym } · { $study }
pictures-put =
    { $pictures ->
        [one] Put it into this study
       *[other] Put them into this study
    }
pictures-putting = Putting pictures into the study: { $done } of { $all }
pictures-no-study = Add the DICOM files of the patient too: a picture becomes part of one of their studies.

# A case that is saved, and taken up again
saved-case = Go on another day
saved-case-text = Redactions, approvals and settings go into a small file, without images and without identity. Add the same folder with the same key, and take the file up.
saved-case-save = Save this case
saved-case-saved = Saved { $name }.
saved-case-take-up = Take up a saved case…
saved-case-failed = This saved case could not be taken up.
saved-case-taken = Taken up for { files }. What comes out with the same bytes as then is seen and approved as it was.
saved-case-missing =
    { $images ->
        [one] { $images } image of it is not here.
       *[other] { $images } images of it are not here.
    }
saved-case-behind =
    { $rules ->
        [one] { $rules } rule is for a series or an object that is not here: it is not in the file.
       *[other] { $rules } rules are for series or objects that are not here: they are not in the file.
    }
saved-case-refused =
    { $rules ->
        [one] { $rules } rule of it was left out: this site does not allow it.
       *[other] { $rules } rules of it were left out: this site does not allow them.
    }

# How to check that nothing leaves
check-title = How to check that nothing leaves
check-plug = { $name } Wait until the engine is ready, then switch off Wi-Fi or pull out the network cable. Everything up to the download works without a network.
check-plug-name = Pull the plug.
check-counter = { $name } The number at the top right is what the browser itself recorded: every request of this page and of its workers since the engine was loaded. It stays at 0.
check-counter-name = Watch the counter.
check-network = { $name } Press F12, open “Network”, and add your files. The list stays as it is.
check-network-name = Look over its shoulder.
check-policy = The page also came with a rule for the browser, a Content-Security-Policy, that forbids connections to any other place. Before a worker takes a file it tries to break that rule, and refuses to work unless the browser stops it.

# What this page cannot promise
limits-link = What it cannot promise
limits-title = What this page cannot promise
limits-pixels = { $name } Nothing finds burned-in text for you. A face in a head CT, a rare anatomy or an inscription identify too, and stay.
limits-pixels-name = The pixels are yours to check.
limits-names = { $name } or nowhere in the header are not known to the search.
limits-names-name = Names that only stand in the image
limits-extensions = { $name } that a page shows. Use a browser profile without them.
limits-extensions-name = Extensions see everything
limits-host = { $name } The rule against foreign connections does not cover opening another address in the browser. This page never does that with anything of a case.
limits-host-name = Whoever hosts this page decides which code runs.
limits-browser = { $name } Large pieces may lie in its temporary folder for a while, and your download lies where downloads lie. Encrypt the disk of a shared computer.
limits-browser-name = The browser keeps what it wants.
limits-memory = { $name } The patient’s identity and the key of the pseudonyms stay in this tab until you clear the case or close it. A random key cannot be had back: the same case added again gets other pseudonyms.
limits-memory-name = In memory until cleared.
limits-yours = { $name } is for you and your institution to decide.
limits-yours-name = Whether the case may be shared
