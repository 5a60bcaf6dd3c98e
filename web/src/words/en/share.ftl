# The step Share.

# The step
share-title = Take the clean case away
share-title-nothing = Nothing is approved yet
share-lead-nothing = Only what was approved in Review can leave.
share-lead-save = A zip file with the approved objects as they were shown. It is written by this page, on this computer, and sent nowhere.
share-lead-upload = The approved objects, as they were shown, go to the server that you choose and to nobody else.
share-review = Go to Review
share-review-again = Back to Review
share-attest = I have looked at every series that I share and found nothing that identifies the patient.
share-attest-waived = I have looked at what I share, except for the series that I waived, and found nothing that identifies the patient.
share-upload = Upload to { $server }
share-download = Download zip
share-done = Done? Until you clear the case or close the tab, this page keeps it in memory.

# Where to
ways = Where to
way-upload = { $host }, STOW-RS, { $signIn }
way-save = Save to this computer
way-save-detail = a zip file
sign-in-none = no sign-in
sign-in-basic = sign in with name and password
sign-in-bearer = sign in with a token
sign-in-name = Name
sign-in-password = Password
sign-in-token = Token
sign-in-name-missing = Type your name and password for this server.
sign-in-name-colon = A name cannot have a colon in it.
sign-in-token-missing = Paste the token for this server.

# What leaves, and what stays
summary-approved = Series approved
summary-approved-of = { $approved } of { $all }
summary-approved-left-out = { $series } left out
summary-approved-waived = { $series } by waiver
summary-leaves = What leaves
summary-leaves-size = { objects }, { $size }
summary-redactions = Redactions
summary-areas =
    { $areas ->
        [0] none
        [one] { $areas } area
       *[other] { $areas } areas
    }
summary-cropped = Cropped
summary-displaced = Points into a cropped image
summary-displaced-objects = { objects }, listed in the report
summary-teaching = Key images and drawings
summary-teaching-not-uploaded = { $drawings }, not in the upload
summary-teaching-where = { $drawings }, in teaching.json of the zip
summary-search = Search for the patient’s details
summary-search-found = none found in what leaves
summary-stays = What stays here
summary-stays-nothing = nothing
summary-not-approved = { objects } not approved
summary-left-out = { objects } left out
summary-quarantined = { $files } in quarantine
summary-not-dicom = { $files } not DICOM
summary-unfinished = { files } not finished

# How far it is
amount = { $done } of { $all }
amount-and-time = { $done } of { $all } · { $time } left

# Before an upload
share-teaching-not-uploaded = Key images, captions and drawings travel only in the zip, not with an upload: DICOMweb has no place for them.
share-teaching-save = Save { $name }
share-teaching-changed = What leaves changed meanwhile. Save it again.

# The archive
pack-progress = { $done } of { files } checked and packed
pack-saved = Saved { $name }
pack-saved-text = { files }, { $size }. Every file was read once more and is the one that you approved. If your browser asked where to put it and you closed the question, { $again }.
pack-save-again = save it again
pack-refused = The archive was refused
pack-names = Nothing was saved: a text or a caption under Teaching names the patient. Change it first.
pack-not-searched = Nothing was saved: the texts under Teaching could not be searched for the patient’s details. Try again.
pack-same-name = Two files have the same name in the archive. Leave one of them out.
pack-no-space = The archive could not be written. Perhaps there is no space left on this computer.
pack-changed = Nothing was saved: the bytes of { $name } are not those that you approved. Its file on disk was changed or removed after it was added. Its approval is taken back and it is in quarantine: add it again, or go on without it.

# An upload
upload-progress = { $stored } of { upload-instances } stored and read back
upload-instances =
    { $instances ->
        [one] { $instances } instance
       *[other] { $instances } instances
    }
upload-paused = Paused.
upload-pause = Pause
upload-continue = Continue
upload-done = Uploaded to { $server }
upload-done-text = { upload-instances } stored and read back, byte for byte as you approved them.
upload-cancelled = The upload was cancelled
upload-partly = Not everything reached { $server }
upload-partly-text = { $stored } of { upload-instances } stored and read back; those stay on the server.
upload-failed = { upload-instances } not, for the reason that stands below.
upload-rows = What became of each instance
upload-row-unknown = not known: it may have arrived
upload-row-not-sent = not sent
upload-row-stored = stored and read back
upload-rows-more =
    { $instances ->
        [one] and { $instances } more instance
       *[other] and { $instances } more instances
    }
upload-again = { $trouble } Trying again in { $seconds } s.
upload-check-sign-in = { $trouble } Check what you typed, then continue.
upload-wait = { $trouble } Nothing is lost: continue when it can.
upload-wait-foreign = { upload-wait } A server with another address must also allow this page to ask it (CORS, and the policy of this site).
upload-stumbled = The page stumbled over it. Start the upload again to try once more.

# Why an instance was not sent, or not stored
send-withdrawn = It is no longer approved, so it was not sent.
send-changed = Its bytes are not those that you approved, so it was not sent. { reason-changed-on-disk }
send-address = Its address is neither HTTPS nor this computer.
send-other-there = The server already holds another object with this SOPInstanceUID. Nothing was sent. Ask whoever runs the server.
send-other-kept = What the server gives back under this SOPInstanceUID is not what you approved: it kept an object that it had before, or changed yours. Ask whoever runs the server.
send-not-readable = The server says that it stored it, but does not let you read it back. So nobody knows what it holds.
send-not-there = The server says that it stored it, but does not give it back. So nobody knows what it holds.
send-unnamed = The server’s answer (status { $status }) does not say that it stored this, and it is not there.
send-unnamed-words = { send-unnamed } It said: “{ $words }”
refused-no-reason = The server refused it without a reason.
refused-unprocessed = The server could not process it (reason { $code }).
refused-duplicate = The server already has an object with this SOPInstanceUID (reason { $code }).
refused-kind = The server does not take this kind of object (reason { $code }).
refused-not-allowed = You may not store this on the server (reason { $code }).
refused-syntax = The server does not take this transfer syntax (reason { $code }).
refused-no-space = The server has no space left (reason { $code }).
refused-not-its-kind = To the server it does not look like the kind of object that it says it is (reason { $code }).
refused-not-understood = The server does not understand it (reason { $code }).
refused-otherwise = The server refused it (reason { $code }).

# Why nothing can be said yet
trouble-no-answer = The server does not answer.
trouble-away = The server cannot take anything now (status { $status }).
trouble-no-uploads = The server takes no uploads at this address (status { $status }).
trouble-sign-in = The server did not accept the sign-in.
trouble-not-allowed = You may not store anything on this server.

# The report, and the crosswalk
paper-report = Report
paper-report-text = What was done to every file, to be filed beside the case. It does not say who the patient is.
paper-report-save = Save report
paper-report-save-json = As JSON, for programs
paper-crosswalk = Crosswalk
paper-crosswalk-want = { $want }, which says who is behind each pseudonym.
paper-crosswalk-want-it = I also need a crosswalk
paper-crosswalk-text = It holds the patient’s name, number and birth date, the old UIDs and the paths of your files, encrypted with a passphrase. Keep it apart from the case, and never send the two together.
paper-crosswalk-not-anonymous = With it the case is no longer anonymous.
paper-crosswalk-read = To read it: { $command }. Without the passphrase nobody can open it, you included.
paper-crosswalk-save = Save crosswalk
paper-crosswalk-no-cryptography = { -no-cryptography }: nothing can be encrypted, and unencrypted it is not made. Open the page over HTTPS.
paper-progress = { $done } of { $all } source files read again
paper-failed = It could not be made. Try again; if it stays so, reload the page.
paper-changed = The approvals changed while it was made. Save it again.
