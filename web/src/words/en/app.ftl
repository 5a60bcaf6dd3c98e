# The frame of the page, and what clears a case.

steps = Steps
step-add = Add
step-rules = Rules
step-review = Review
step-share = Share
step-done = , done

theme-dark = Dark theme
theme-light = Light theme

requests =
    { $requests ->
        [one] { $requests } request
       *[other] { $requests } requests
    }
requests-loading = engine is loading
requests-none = { requests } since load
requests-to = { requests }, to { $hosts }
requests-all-to = { requests }, all to { $host }
requests-title = Requests of this page to any network since the engine was loaded

config-wrong = config.json of this site is wrong. { $problems } Tell whoever runs this site.
config-unread = config.json of this site could not be loaded ({ $reason }). Check the connection and reload the page.
config-no-answer = no answer
config-answered = the server answered { $status }

clear-title = Clear this case?
clear-what = { files }, what you saw, drew and approved, a packed archive and the key of the pseudonyms leave the memory of this page. Your own files stay where they are.
clear-again-random = The same files added again get other pseudonyms.
clear-again-key = The same files added again get other pseudonyms, unless you choose the same key again.
clear-not-taken = You have not taken this case away yet.
clear-key-unsaved = You have not saved the key file at Rules. Without it your passphrase will never give these pseudonyms again.
clear-stays = A page cannot delete what the browser keeps by itself:
clear-stays-archive = the archive that you downloaded, and its line in the browser’s list of downloads;
clear-stays-parts = parts of large files that it put into its temporary folder: it deletes them when the tab is closed, but does not overwrite them on the disk. On a shared computer, encrypt the disk.
clear-keep = Keep it
clear-do = Clear the case

idle-title = Is somebody still here?
idle-text = Nobody has touched this page for a while. In { $time } it clears the case, as this site asks of it.
idle-keep = Keep the case
