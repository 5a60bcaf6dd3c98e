# The frame of the page, and what clears a case.

steps = Steps
step-add = Add
step-rules = Rules
step-review = Review
step-share = Share
step-done = { $step }, done

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
requests-tip = Requests of this page to any network since the engine was loaded

config-wrong = config.json of this site is wrong. { $problems } Tell whoever runs this site.
config-json = It is no valid JSON: { $reason }.
config-braces = It must be one object in braces.
config-other = { $name } must be { $wanted }.
config-missing = { $name } is missing.
config-unknown = { $name } is not known. Known are: { $known }.
config-unknown-in = { $name } is not known. { $parent } may have: { $known }.
config-not-https = { $name } must be HTTPS. Plain HTTP is only for this computer itself (127.0.0.1 or localhost).
config-ipv6 = { $name }: no Content-Security-Policy can name an IPv6 address. Give a name, such as localhost.
config-twice = { $name } stands there twice.
config-unread = config.json of this site could not be loaded ({ $reason }). Check the connection and reload the page.
config-no-answer = no answer
server-answered = the server answered { $status }

clear-ask = Clear this case…
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

# Why a file has no answer of the engine
-others-unharmed = The other files are not affected.
failed-engine-error = The engine stumbled over this file, so nothing of it is taken away. { -others-unharmed }
failed-worker-died = The engine broke down over this file twice, so nothing of it is taken away. It may be damaged, or need more memory than there is. { -others-unharmed }
failed-no-progress = The engine stood still over this file twice, so nothing of it is taken away. It may be damaged, or lie on a drive that does not answer: copy it to another place and add it again. { -others-unharmed }
failed-unreadable = The file can no longer be read. It was moved, deleted or changed after it was added: add it again.
failed-cannot-show = This image cannot be shown: it is damaged.
failed-stopped = The engine is not running. Reload the page.

# Why the engine does not work
refusal-no-start = The engine did not start. Reload the page, or try another browser.
refusal-broken-start = { refusal-no-start } ({ $words })
refusal-too-slow = The engine did not start in time. Reload the page; if it stays so, try another browser.
refusal-stopped = The engine was stopped.
refusal-policy = This page came without its Content-Security-Policy, so nothing would stop it from sending data elsewhere. It takes no files. Tell whoever runs this site.
refusal-download = { $file }, a part of the engine, could not be loaded ({ $reason }). Check the connection and reload the page.
refusal-wrong-file = The engine file { $file } is not the one that this page was built with. Reload the page; if it stays so, tell whoever runs this site.
refusal-wrong-file-sums = The engine file { $file } is not the one that this page was built with (SHA-256 { $found }…, expected { $expected }…). Reload the page; if it stays so, tell whoever runs this site.
refusal-wrong-extension = The extension { $extension } is not the one that config.json of this site names: its SHA-256 is another. Tell whoever runs this site.
refusal-broken-extension = The extension { $extension } of this site does not start ({ $words }). Tell whoever runs this site.
refusal-broken-extensions = An extension of this site does not start ({ $words }). Tell whoever runs this site.
