# The survey of all attributes of a case, at Rules.

# The way to it
survey = Attributes of this case
survey-entry = What it does to this case
survey-entry-lead = Every attribute of all files with its values, before and after: mark what is safe and what is not, and keep words that are no names.
survey-entry-lead-empty = { survey-entry-lead } Add files first.
survey-open = Review the attributes of this case
survey-close = Back to the rules

# Before there is anything to see
survey-reads = Every file is read once more, here on this computer, to tell what stands in each of its attributes.
survey-read = { $done } of { files } read
survey-read-left = { $time } left
survey-no-engine = The engine does not work, so nothing can be read. Add says why.
survey-waits = The files of this case are still being read. This starts when they are.
survey-no-files = There is no file yet whose attributes could be reviewed.
survey-unread = Nothing was read yet.
survey-unread-failed = The case could not be read.
survey-start = Read the attributes of { files }

# What was read
survey-lead = { files } of { patients }.
survey-lead-quarantined =
    { $quarantined ->
        [one] { files } of { patients }; { $quarantined } file cannot be cleaned and is not in it.
       *[other] { files } of { patients }; { $quarantined } files cannot be cleaned and are not in it.
    }
survey-lead-before = { $before } of them say that they were de-identified before: what that left stands here.
survey-lead-before-all = All of them say that they were de-identified before: what that left stands here.
survey-undo-tip = Undo (Ctrl+Z)
survey-redo-tip = Redo (Ctrl+Shift+Z)
survey-again = Reading again…
survey-again-done = Reading again: { $done } of { files }
survey-again-start = Read again
survey-current = Up to date
survey-old-idle = The rules or the files have changed since.
survey-old-stopped = Reading was stopped. { survey-old-idle }
survey-old-failed = The case could not be read again. { survey-old-idle }
survey-no-answer = The engine did not answer. Try again; if it stays so, reload the page.
survey-tabs = What is left to judge
survey-tab-attributes = Attributes
survey-tab-words = Words left over
survey-tab-texts = Long texts

# The table of attributes
survey-filter-all = All attributes
survey-filter-stays = What stays
survey-filter-goes = What goes
survey-filter-differs = What differs
survey-filter-unjudged = Not yet judged
survey-filter-judged = Judged
survey-order = Order
survey-order-risk = Risk first
survey-order-standard = By tag
survey-order-name = By name
survey-keys = { $safe } safe · { $unsafe } not safe · { $neither } neither
survey-keys-tip = In a row of the table: { $safe } safe, { $unsafe } not safe, { $neither } takes it back, Enter shows all values
survey-count = { attributes } · { $judged } judged
survey-count-some = { $some } of { attributes } · { $judged } judged
survey-values = Values before and after
survey-happens = What happens
survey-spread = Across patients
survey-judgement = Your judgement
survey-inside = in { $path }
survey-full = There are more attributes than fit into this table. Judge the rest by the tag table in Review.

# One attribute
survey-values-all = Values
survey-files-all = all { files }
survey-files-some = { $some } of { files }
survey-where-all = in all { files }, of { patients }
survey-where-all-least = in all { files }, of at least { patients }
survey-where-some = in { $some } of { files }, of { patients }
survey-where-some-least = in { $some } of { files }, of at least { patients }
survey-left = { $where }: { $left }
survey-left-value = a value in { files }
survey-left-dummy = a dummy in { files }
survey-left-empty = empty in { files }
survey-distinct =
    { $values ->
        [one] { $values } distinct value, { $spread }
       *[other] { $values } distinct values, { $spread }
    }
survey-distinct-least =
    { $values ->
        [one] { $values } distinct value or more, { $spread }
       *[other] { $values } distinct values or more, { $spread }
    }
survey-spread-files = same in all files
survey-spread-everywhere = same in all patients
survey-spread-patient = same within each patient
survey-value-dummy = (a dummy)
survey-more = and more
survey-more-least = and at least { $more } more
survey-more-fewer = and more, in fewer files.
survey-more-by-fewer = and { $more } more, in fewer files.
survey-more-least-fewer = and at least { $more } more, in fewer files.

# What happens to it
survey-does-keep = stays
survey-does-remove = removed
survey-does-empty = emptied
survey-does-replace = replaced
survey-does-add = added
survey-does-clean = cleaned
survey-does-shift = shifted
survey-no-rule = no rule speaks of it
survey-by-rules = as the rules say
survey-said = as you said; the values were read before
survey-said-all = { $now } as you said. What follows was read before.

# What a person says of it
survey-mark-safe = Safe
survey-safe-which = Safe: { $attribute }
survey-mark-tip = { $strategy } ({ $key })
survey-safe-keep = Safe: it stays as it is, unless something of the patient stands in it.
survey-safe-clean = Safe: it is cleaned word by word.
survey-safe-remove = Safe: it is removed, or emptied where the object must have it.
survey-safe-other = Safe: it becomes: { $strategy }.
survey-mark-unsafe = Not safe
survey-unsafe-which = Not safe: { $attribute }
survey-unsafe-keep = Not safe: it stays as it is, unless something of the patient stands in it.
survey-unsafe-clean = Not safe: it is cleaned word by word.
survey-unsafe-remove = Not safe: it is removed, or emptied where the object must have it.
survey-unsafe-other = Not safe: it becomes: { $strategy }.
survey-impossible = Not possible for this attribute
survey-own-rule = own rule: { $strategy }
survey-sequence = A sequence is not safe as a whole: judge what stands in it.
survey-becomes-rule = It becomes a rule for { $path } in all files.

# Words that went
words-lead = These words are on none of the lists of radiology, so they go. Keep those that name nobody: a protocol, a device, a place in the body. What is known to be the patient’s own is not offered.
words-none-cleaned = The rules in force remove descriptions as a whole, so no word of them is left to judge.
words-none = No word is left over: all that went was known to identify.
words-option = See the option that cleans them word by word
words-search = Search words
words-search-by = Word or text
words-no-match = No word matches.
words-page = Show { $next } more of { $left } words
words-full = There are more, in fewer files. They go.
words-where = { files }, { $paths }
words-texts = Texts with { $word }
words-keep = Keep
words-keep-which = Keep the word { $word }
words-kept = Kept
words-yours = Words that you keep
words-yours-title = Kept by you
words-drop = drop
words-drop-which = Drop the word { $word }

# Long texts
texts-lead = Comments and reports go as a whole. Read what would stay of each: if it names nobody and tells no date or place, let it stay, in exactly these words. Judge the words left over first; with each the text is another.
texts-none-offered = The rules in force remove long texts, and offer none.
texts-none-wait = Under these rules long texts are cleaned word by word, like descriptions: none waits for you.
texts-none = This case has no long text.
texts-page = Show { $next } more of { $left } texts
texts-where = { $paths }, { files }
texts-stay = Let it stay
texts-stay-which = Let this text stay: { $text }
texts-stays = Stays
texts-would-stay = What would stay
texts-nothing = Nothing is left of it.
texts-without = Without these words, which stand under Words left over: { $words }.
texts-source = As it stands in the file
