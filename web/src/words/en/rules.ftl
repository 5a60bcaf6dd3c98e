# The step Rules, and its key.

# A key file
key-file-other = This is no key file of Curtain.
key-file-version = The key file is of another version; this page reads version { $version }.
key-file-content = The key file holds neither just a key nor just what a passphrase needs.
key-file-way = The key file asks for another way to make a key than { $kdf } with { $iterations } iterations.
key-file-damaged = The key file is damaged: a number in it is not as long as it must be.
key-file-unread = This file cannot be read.
