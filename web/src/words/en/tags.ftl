# The tags of an instance, at Review.

# What the table is of
tags-of = Attributes of
tags-object = This object
tags-series = Series
tags-series-of = Series of { $objects }
tags-wide = Wide table
tags-before-after = Attributes before and after
tags-series-before-after = Attributes of the series before and after
tags-failed = The attributes could not be compared.
tags-comparing = Comparing…
tags-displaced = This object points into an image of the case that was cropped: what it marks or shows there has moved. Leave it out, or do not crop that image.

# Which attributes
tags-changed = Changed
tags-all = All
tags-differs = Differs in the series ({ $attributes })
tags-worth = Worth a look
tags-done = What is done
tags-of-kind = { $kind } ({ $attributes })
tags-risk-text = Free text kept
tags-risk-private = Private kept
tags-risk-dates = Dates and times kept
tags-risk-names = Person names kept
tags-risk-rule = Changed by a rule of the profile’s own

# The comparison of a series
compare = Compare
compare-all = Compare all
compare-progress = Comparing the series
compare-done-of = { $done } of { objects }
compare-failed = The series could not be compared.
compare-stale = The series is not compared as it is now.
compare-some = { objects }, evenly spread, of { $all }
compare-some-cut = { objects }, evenly spread, of { $all }; there are more attributes than fit
compare-whole = All { objects } compared
compare-whole-cut = All { objects } compared; there are more attributes than fit

# The table
tag-before = Before
tag-after = After
tag-action = What is done
tag-why = Why
tag-more = More
tag-same = the same
tag-item = Item { $item }
tag-inside =
    { $changes ->
        [one] { $changes } change inside
       *[other] { $changes } changes inside
    }
tag-values = { $values } values
tag-values-more = { $values } values or more
tag-about = About { $attribute } { $tag }
tag-about-tip = All of it, and its rule (Enter)

# All of one attribute
attribute-in = Stands in
attribute-around = item { $item } of { $sequence }
attribute-around-more = item { $item } of { $sequence }, in { $around }
attribute-done = Done
attribute-done-why = { $action }: { $why }
attribute-same = The same in { objects } of the series.
attribute-differs = Differs between the { objects } that were compared.
attribute-differs-some = { attribute-differs } Some of what stands there:
attribute-differs-there = Differs: it stands in { $there } of the { objects } that were compared.
attribute-differs-there-some = { attribute-differs-there } Some of what stands there:
attribute-in-series = In the series
attribute-done-in = { $action }, { objects }

# The rule that a person sets for it
attribute-rule = A rule for
attribute-rule-nested = this attribute in this sequence only
attribute-rule-root = this attribute outside of sequences only
attribute-rule-everywhere = this attribute wherever it stands
attribute-whom = It holds for
attribute-whom-object = this object
attribute-whom-series = this series
attribute-whom-case = the whole case
attribute-whom-uids = With retain-uids it is the whole case: rules for one series or one object go by new UIDs.
approvals-back =
    { $approvals ->
        [0] no approval is taken back
        [one] { $approvals } approval is taken back
       *[other] { $approvals } approvals are taken back
    }
attribute-writes-object = It stands in the profile, as under Rules. This object is written anew, and { approvals-back }.
attribute-writes-series = It stands in the profile, as under Rules, and holds for what is added to the series later. { objects } of the series are written anew, and { approvals-back }.
attribute-writes-case = It stands in the profile, as under Rules. All files of the case are written anew, and { approvals-back }.
attribute-writes-copies =
    { $copies ->
        [one] { $copies } copy with drawings is written anew with it.
       *[other] { $copies } copies with drawings are written anew with it.
    }
attribute-asking = Asking what can be chosen…
attribute-failed = The engine could not say what can be chosen. Try it again.
attribute-creator = This names whose the private attributes of its group are. It stays where one of them stays, and has no rule of its own.
attribute-nameless = No rule can be made for this attribute: nothing in the file says whose it is.
attribute-no-rule = No rule can be made for this attribute.
attribute-set-object = { $attribute }: { $strategy }, in this object. It is written anew.
attribute-set-series = { $attribute }: { $strategy }, in this series. It is written anew.
attribute-set-case = { $attribute }: { $strategy }, in all files of the case. They are written anew.
attribute-unset-object = { $attribute }: as the profile and its options say, in this object. It is written anew.
attribute-unset-series = { $attribute }: as the profile and its options say, in this series. It is written anew.
attribute-unset-case = { $attribute }: as the profile and its options say, in all files of the case. They are written anew.
