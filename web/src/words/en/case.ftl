# What the case itself tells: why something cannot be done, and what came of it.

# Why the page itself keeps a file back
reason-engine-error = The engine stopped at this file. It is kept here. Leave it out, or add it again to try once more.
reason-changed-on-disk = The file on disk was changed, moved or removed after it was added. Add it again.
reason-duplicate = Another file of this case is the same object (the same SOPInstanceUID). Only the first is taken.
reason-copy-out-of-date = This copy with drawings was made from an image, or of drawings, that were changed since: it may show what is blacked out now. Burn the drawings in again.

# Why an entry of an archive, or an archive, is not unpacked
-reason-by-hand = If you trust it, unpack it with another program and add the folder.
reason-zip-path = The name of this entry points out of its zip archive, as attacks do. It is not opened. { -reason-by-hand }
reason-zip-bomb = This entry of a zip archive grows far more than an image when it is unpacked. It is not opened. { -reason-by-hand }
reason-zip-too-large = This entry of a zip archive is too large to be unpacked here. { -reason-by-hand }
reason-zip-encrypted = This entry of a zip archive is locked with a password. Unpack it with another program and add the folder.
reason-zip-damaged = This entry of a zip archive is damaged: what it holds is not what was packed. Ask for another copy.
reason-zip-method = This entry of a zip archive was packed in a way that is not known here. { -reason-by-hand }
reason-zip-depth = An archive within an archive within an archive is not opened. { -reason-by-hand }
reason-zip-space = There was no room on this computer to unpack this entry of a zip archive. Make room and add it again.
reason-zip-broken = This zip archive is damaged, cut off or made to be read in two ways. What could be read of it is here. Ask for another copy.
reason-zip-too-many = This zip archive has too many entries to be opened here. Unpack it with another program and add its folders one by one.
reason-zip-empty = This zip archive is empty. It is left out.

# Why a profile, or a rule of one, cannot be chosen
profile-shapes-uids = Delete the redactions first: they are kept by the UID of their series, which this would change.
profile-only-uids = Delete the rules for one series or one object first: they go by new UIDs, and with retain-uids there are none.
profile-only-series = Rules for one series or one object go by the new UID of the series, so SeriesInstanceUID can have no rule beside them.

# What a series or study without a description is called
series-of = { $modality } series
series-of-number = { $modality } series { $number }
series-unnamed = Unnamed series
series-unnamed-number = Unnamed series { $number }
study-numbered = Study { $number }

# Why a case cannot be saved, or taken up
save-random-key = The key of this case is random and forgotten at its end, so the case cannot be taken up again. Choose a key under Rules before you add files.
save-old-uids = The profile keeps the old UIDs, which would name the patient’s images in the file.
save-names = A text or a caption under Teaching names the patient: change it before you save.
taken-not-saved = This is no saved case of Curtain.
taken-version = The case was saved by another version; this page reads version { $version }.
taken-other-key = This case was saved with another key, or the file was changed. Choose the key that it was saved with.
