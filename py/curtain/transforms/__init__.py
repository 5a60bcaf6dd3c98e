"""What takes an old value's place: pseudonyms, UIDs, dummies."""
