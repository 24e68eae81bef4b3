# Faults on screen: names of levels (the code comes from the rule), advice, counts.
show-level-error = error[{ $code }]
show-level-warning = warning[{ $code }]
show-level-advice = advice[{ $code }]
show-to-do = To do
show-to-do-line = To do: { $text }
show-count-errors = { $number ->
    [one] { $number } error
   *[other] { $number } errors
}
show-count-warnings = { $number ->
    [one] { $number } warning
   *[other] { $number } warnings
}
show-count-advice = { $number ->
    [one] { $number } piece of advice
   *[other] { $number } pieces of advice
}
show-count-files = { $number ->
    [one] in { $number } file
   *[other] in { $number } files
}
show-count-none = nothing to report
show-unchanged = { $number ->
    [one] { $number } message as before
   *[other] { $number } messages as before
}
show-more-files = { $files ->
    [one] { $files } other file is not shown
   *[other] { $files } other files are not shown
} ({ $faults ->
    [one] { $faults } message
   *[other] { $faults } messages
}): nothing in them is worse. Correct what is above first, or ask for the whole list with --format json.
show-advice-waits = { $number ->
    [one] { $number } piece of advice is not shown
   *[other] { $number } pieces of advice are not shown
} while errors are left. To see everything: boucle check --all

# Writing the site.
write-path = a page should be published at “{ $path }”, which cannot be the name of a file.
    This is a fault in Boucle or in the theme, not in your texts: please report it.
write-twice = “{ $path }” should be a file and a folder at once.
    To do: change the address of one of the pages concerned.
write-holds-site = the site cannot be published in “{ $path }”: this folder holds your texts or the site itself, which would be erased.
    To do: choose another folder, for example --output output
write-inside-sources = the site cannot be published in “{ $path }”: this folder belongs to your sources.
    To do: choose another folder, for example --output output
write-is-file = the site cannot be published in “{ $path }”: it is a file, not a folder.
    To do: rename this file or choose another folder.
write-is-link = the site cannot be published in “{ $path }”: it is a shortcut (link) to another place.
    To do: give the real folder, or delete this shortcut.
write-leads-out = “{ $path }” is a shortcut (link) to another place: nothing is written there.
    To do: replace it with the folder itself, then start again.
write-not-ours = the folder “{ $path }” holds files that Boucle did not write ({ $names }): nothing in it was changed.
    To do: choose an empty or new folder. If its contents are no longer needed, empty it yourself, then start again.
write-foreign = somebody added or replaced files in the published folder “{ $path }”: { $names }. Nothing in it was changed.
    To do: move them out of this folder (an image or a document goes with the texts, in content/), then start again.
write-beside = a build uses the folder “{ $path }”, beside the published site, but it holds what no build wrote ({ $names }): nothing in it was changed.
    To do: move or rename it, then start again.
write-mounted = “{ $path }” is where another disk, a shared volume or a container begins: it can be neither replaced nor removed. Nothing was changed.
    To do: unmount it, then start again.
write-holder = Boucle cannot create anything in “{ $holder }”, the folder that holds “{ $path }”, and so cannot replace the site in one step.
    To do: ask for the right to write in this folder, or choose another folder with --output, for example { $path }/site
write-fixed = the folder “{ $path }” cannot be replaced in one step: it is where another disk, a shared volume or a container begins.
    To do: choose another folder with --output, for example { $path }/site
write-busy = another build of the site is running beside “{ $path }”.
    To do: wait until it ends, then start again.
write-exists = “{ $path }” already exists: nothing in it was changed.
    To do: choose another name.
write-stopped = the build is interrupted: “{ $path }” stays as it was.
    To do: start again whenever you like, nothing needs repair.
write-full = the disk is full: “{ $path }” could not be written. Nothing was changed.
    To do: free some space, then start again.
write-too-large = “{ $path }” is too large for this disk or over the size allowed. Nothing was changed.
    To do: make this file lighter, or ask for a higher limit.
write-denied = “{ $path }”: the computer refuses access. Nothing was changed.
    To do: check that you have the right to change this folder.
write-read-only = “{ $path }” is on a disk that can only be read. Nothing was changed.
    To do: choose a folder on another disk.
write-name-too-long = the name “{ $path }” is too long for this disk, or has a sign that it refuses. Nothing was changed.
    To do: give the page a shorter address.
write-gone = “{ $path }” has disappeared, or the folder that should hold it does not exist. Nothing was changed.
    To do: check this path, then start again.
write-failed = “{ $path }” could not be read or written (system error { $code }). Nothing was changed.
    To do: start again. If the error comes back, report it with this number.

# Ready-made advice, used by every room.
write-text = write the whole value between straight quotation marks: `{ $text }`
write-line = write: `{ $line }`
add-between-braces = add between the braces, after a comma: `{ $line }`
add-line = add this line: `{ $line }`
fill-line = complete this line: `{ $line }`
for-example = write for example: `{ $line }`
did-you-mean = did you mean “{ $word }”?
known-types = the types are: `{ $types }`
known-values = the known values are: { $values }

# model: values of fields.
type-text = “{ $field }” needs a text, and there is something else (a list, brackets or nothing)
type-one = “{ $field }” expects one value, and there are several
type-plain-target = “{ $field }” expects an address alone, without brackets; there is “{ $value }”
type-integer = “{ $field }” needs a whole number; there is “{ $value }”
type-number = “{ $field }” needs a number, without its unit; there is “{ $value }”
place-point = “{ $field }” has coordinates that are incomplete, or nowhere on Earth
type-amount-thousands = “{ $field }” may be read in two ways, “{ $value }”: a comma or a dot before three digits
type-number-decimals = if these are decimals, write one more: `{ $number }`
type-amount = “{ $field }” needs an amount in euros; there is “{ $value }”
type-boolean = “{ $field }” needs yes or no (oui or non); there is “{ $value }”
boolean-help = write `{ $field }: oui` or `{ $field }: non`
type-date = “{ $field }” needs a date; “{ $value }” cannot be read as a date
type-url = “{ $field }” needs a complete web address, which begins with https://; there is “{ $value }”
type-phone = “{ $field }” needs a number of ten figures; “{ $value }” is incomplete
type-language = “{ $field }” needs the code of a language, such as fr or br; found “{ $value }”
type-site-address = “{ $field }” needs the public address of the site, without the name of a user, “?” or “#”
type-email = “{ $field }” needs an email address; there is “{ $value }”
date-no-such-day = “{ $field }” gives a date that does not exist, “{ $value }”: this month has { $last } days
date-no-such-month = “{ $field }” gives a date that does not exist, “{ $value }”: months go from 1 to 12
period-backwards = the period of “{ $field }” ends before it begins: the earlier date comes first
text-too-long = “{ $field }” has { $length ->
    [one] { $length } character
   *[other] { $length } characters
}: the maximum is { $bound }
text-too-long-help = { $number ->
    [one] take out at least one character
   *[other] take out at least { $number } characters
}: the text becomes too long at “{ $words }”
text-too-short = “{ $field }” has { $length ->
    [one] { $length } character
   *[other] { $length } characters
}: the minimum is { $bound }
list-braces = the list of “{ $field }” stands between braces: brackets are expected
list-separator = in the list of “{ $field }”, the items are parted by “{ $sign }”: a comma is expected, between brackets
list-twice = “{ $name }” is twice in the list of “{ $field }”
list-twice-help = keep it once
list-too-short-help = add { $number } of them
list-too-long-help = take { $number } of them away
list-one-line = in the list of “{ $field }”, a line holds several items, parted by a comma
list-one-line-help = write one item on each line, after a dash and a space, or the whole list on one line: `{ $line }`
list-too-long = “{ $field }” has { $count ->
    [one] { $count } item
   *[other] { $count } items
}: the maximum is { $bound }
list-too-short = “{ $field }” has { $count ->
    [one] { $count } item
   *[other] { $count } items
}: the minimum is { $bound }
number-bounds = “{ $field }” is { $value }: the values allowed go from { $min } to { $max }
text-cut = the sign # cuts the value of “{ $field }”: what follows it would be lost
choice-unknown = “{ $value }” is not a known value for “{ $field }”
collection-unknown = the collection “{ $name }” does not exist
field-unknown = “{ $field }” is not a known field here
field-there = “{ $word }” has a value already: delete this line, or that of “{ $word }” to keep this value under that name
field-missing = the field “{ $field }” is required and is not filled in
field-expected = “{ $field }” is still to be filled in
group-expected = fields are expected here, one a line, each with its name followed by a colon and its value

# model: the description of the site's fields, for whoever looks after the site.
model-missing = the file “{ $path }” is missing, and it describes what the pages of the site hold
model-missing-help = put this file back, or take the one of a new site: `boucle init new-site`
model-empty = the file “{ $path }” describes no collection: nothing says what the pages of the site hold
model-empty-help = take this file as it was before it was emptied, or the one of a new site: `boucle init new-site`
model-not-a-map = lines made of a name, a colon and a value are expected here
model-unknown-key = “{ $key }” is not a known setting here
model-flag = this setting needs yes or no
model-integer = this setting needs a whole number
model-role = “{ $word }” is not a role that Boucle knows: only a template of the theme could use it
model-whole = `whole` needs a title and an address: `whole: {"{"} title: The guide on one page, url: /guide-on-one-page/ {"}"}`
model-path = “path” needs the folder or the file of the pages of the collection, from content/
model-url = the address “{ $url }” is not suitable: it must begin with / and have, between the slashes, only lower-case letters without accents, digits, hyphens and {"{"}slug{"}"}
model-field-name = the field name “{ $field }” cannot be used: written as it is, it would not be read
model-field-name-help = call it `{ $name }` for example; readers see what `label:` says
model-field-name-other = give it another name; readers see what `label:` says
model-odd-name = the field name “{ $field }” is not one word that begins with a letter and holds only letters, digits, _ and -, at most { $most } characters: it is written less surely
model-odd-name-help = if you change it, to `{ $name }` for example, rename it in the pages too; readers see what `label:` says
model-odd-name-other = if you change it, rename it in the pages too; readers see what `label:` says
model-usual = every page already has a field “{ $field }”, of another type: Boucle itself uses it
model-usual-help = give yours another name; to keep this one, write `{ $type }`
model-no-type = the declaration of “{ $field }” does not give its type, for example `type: text`
model-unknown-type = the type “{ $type }”, given to “{ $field }”, does not exist
model-no-target = this field refers to another collection, and `to:` does not say which
model-no-fields = this group has no fields, and `fields:` must list them
model-no-entry-fields = the collection “{ $collection }” has no fields, and `fields:` must list them
model-no-filter = the field “{ $field }”, of type “{ $type }”, cannot narrow a list: remove `facet`, or give it one of these types: choice, choices, reference, references, text, date, period, place
model-no-options = this field offers a choice, and `options:` does not give its values
model-no-item = this field is a list, and `of:` does not say what it holds
model-target = “{ $field }” refers to the collection “{ $target }”, which does not exist
model-data-name = “{ $value }” will not do for `{ $key }`: letters without accents and digits, without spaces, beginning with a small letter
model-schema-org = “{ $word }” is not a word of schema.org that Boucle knows here
model-order = the collection “{ $collection }” is sorted by “{ $field }”, which is not one of its fields
pdf-not-set = this page cannot be set for the PDF
pdf-not-set-help = if the text is not to blame, correct `pdf/` in the theme; Typst says: “{ $said }”
pdf-no-glyph = the sign “{ $sign }” has no drawing in the fonts of the PDF: it is replaced by � there
pdf-no-glyph-help = write a word in place of this sign
print-wide-table = this table of { $columns } columns does not fit on the width of a sheet
print-wide-table-help = exchange its rows and columns, cut it in two, or shorten its longest words
print-coarse = this picture of { $width } points prints sharply only on { $centimetres } cm
print-coarse-help = give the original picture, at least 1,000 points wide
book-part = “{ $target }” cannot be a part of the book: it is a file or the address of another site
book-sheets = “{ $target }” is not a collection whose entries have pages of their own
book-by = the collection “{ $collection }” has no reference field “{ $field }” by which to gather its entries

# content: headers, data files, settings, languages, addresses.
header-long-dashes = the word processor turned the three dashes of this line into a long one
header-misopened = the header begins with “{ $signs }”: a line of three dashes is expected
header-misclosed = the header ends with “{ $signs }”: a line of three dashes is expected
header-opened-twice = the header begins with two lines of dashes: the second one closes it before it holds anything
header-opened-twice-help = delete one of these two lines
header-twice = the page has a second header, pasted below the first
header-twice-help = keep one of the two: copy into the first what it lacks, then delete this one, down to line { $last }
header-unclosed = the header opened by this line of dashes is not closed
header-none = this page has no header: its required fields are missing
file-empty = this file is empty
file-empty-help = take back the text that it had (Ctrl+Z in the editor, or a copy); if the page is new, delete this file, then make it with `boucle new { $collection } "…"`, its title between the quotation marks
header-none-help = begin the file with these lines: `---`, `{ $lines }`, `---`
header-unclosed-help = add a line `---` after line { $number } (`{ $line }`), before the text
yaml-too-big = this passage is too long or too complicated: Boucle reads at most { $limit } kB and { $levels } levels inside one another
yaml-duplicate-key = the field “{ $key }” is written twice
yaml-duplicate-key-help = keep only one of the two lines and delete the other
yaml-duplicate-group = “{ $key }” is written twice, each time with lines of its own
yaml-duplicate-group-help = keep one of the two, and delete the other one with the lines below it
yaml-duplicate-first = the first one is here
yaml-tab = the line begins with a tabulation (Tab key), which is not accepted here
yaml-tab-help = replace the tabulation by spaces: `{ $line }`
yaml-no-break = a no-break space, copied from a word processor, stands where a plain space is needed
yaml-glued-dash = a space is missing after the dash
yaml-bullet = this sign, copied from a word processor, does not make a list: a dash and a space are expected
yaml-glued-colon = a space is missing after the colon of “{ $key }”
yaml-equals = the name “{ $key }” is followed by the sign “=”: a colon and a space are expected
yaml-bare-name = the colon after “{ $key }” is missing
yaml-side-by-side = several fields follow one another on this line: braces around them and commas between them are missing
yaml-curly = the quotation marks { $open } { $close } come from a word processor; they do not protect the value
yaml-curly-kept = the quotation marks “ ” around the value come from a word processor: they would be shown
yaml-curly-help = replace them by straight quotation marks: `{ $line }`
yaml-early-apostrophe = the value closes too early, at the apostrophe of “{ $word }”
yaml-early-quote = the value closes too early, at the quotation mark after “{ $word }”
yaml-early-help = use double straight quotation marks around the whole value: `{ $line }`
yaml-bracket-text = the value of “{ $key }” begins with a bracket that closes before the end of the value
yaml-unclosed = the sign { $sign } is opened here, and nothing closes it
yaml-reserved = the value of “{ $key }” begins with { $sign }, a sign reserved for another use
yaml-shifted = this line is not aligned with those around it
yaml-shifted-help = { $number ->
    [0] put it at the left edge
    [one] put it after one space
   *[other] put it after { $number } spaces
}: `{ $line }`
yaml-comma = a comma or a semicolon follows the value of “{ $key }”, which is between quotation marks
yaml-commas = a comma too many follows an item or ends this line
yaml-round-brackets = these fields are between round brackets: braces are expected
yaml-item-dash = the dash before this item of the list is missing
yaml-bold = stars for bold words stand in “{ $key }”: the value would begin with a reserved sign
yaml-stray = this line is not a field
yaml-stray-help = remove it, or put it in the text of the page, below the header
yaml-continued = this line is not a field: it seems to be the rest of the line before it
yaml-continued-help = write the whole value on one line: `{ $line }`; if it is a field, put a colon after its name
yaml-colon = the value of “{ $key }” holds a colon followed by a space, which is kept for the names of fields
yaml-cut = between braces, a comma parts two fields: it would cut the value of “{ $key }”, which is not between quotation marks
yaml-list-below = the list of “{ $key }” begins on the line of its name and goes on below: it would be read as a single text
yaml-list-below-help = put all its items below, one on each line after a dash, or all of them on the line: `{ $line }`
yaml-nameless = the name of the field is missing at the beginning of this line
yaml-value-above = a value follows “{ $key }”, whose fields stand below
yaml-value-above-help = keep the name alone, `{ $line }`, and give the value the line of a field
yaml-unclosed-above = the sign { $sign } is missing at the end of this line: what is open above is not closed
yaml-bold-key = signs of formatting stand around the name of the field “{ $key }”
yaml-dash-key = a dash stands before the name of the field “{ $key }”: it would announce an item of a list
yaml-tab-after = a tabulation follows the colon of “{ $key }”, where a space is expected
yaml-braces-signs = between braces, each field is followed by a colon and a space, and a comma parts it from the next
yaml-one-line = several fields are written on the same line, without braces
yaml-lone-quote = a straight quotation mark ends the value of “{ $key }”, and nothing opens it
yaml-no-dash = a field that was already given, “{ $key }”, begins another item of the list: a dash is missing before it
yaml-decimal = between braces, a comma separates two fields: it would cut “{ $key }”
yaml-comment = this line is a remark written as in another language: in the header, a remark begins with #
yaml-short-links = double brackets are for the text: in the header, “{ $key }” needs the names alone
yaml-backslash = the sign \ has a meaning of its own between straight quotation marks: it is written twice there
yaml-command = the value of “{ $key }” holds an invisible character (U+{ $sign }) that commands a machine, and has no place in a text
yaml-command-help = remove this character, or the code that makes it (such as `\0`, `\e` or `\x1b` between double quotes)
yaml-unfinished = this passage ends too early: a quotation mark, a bracket or a brace is not closed
yaml-alias = a value begins with a reserved sign (such as & or *), or this passage is too complicated
yaml-many = a line of three dashes cuts this passage in two, and it must be in one piece
file-cut = the file ends in the middle of this line: it was probably not saved as a whole
file-cut-help = take this file as it was before, or finish this line and write what came after it
yaml-syntax = this line, or the one before, cannot be read: a sign is out of place, or a quotation mark is not closed
yaml-syntax-help = write the name of the field, a colon, a space, then the value between straight quotation marks: `titre: "L'économie circulaire"`
conflict = two versions of one passage are left here, one below the other: a Git conflict that nobody settled; both would be published
conflict-help = keep one of the two versions, the one above line { $middle } (`=======`) or the one below it, and remove the three lines of signs: this one, line { $middle } and line { $last } (`>>>>>>>`)
conflict-base-help = keep one of the two versions, the one above line { $base } (`|||||||`) or the one below line { $middle } (`=======`), and remove the rest, down to line { $last } (`>>>>>>>`): the four lines of signs, and the old version between line { $base } and line { $middle }
outside-collections = this file is in none of the folders whose texts become pages
outside-folder = { $number } texts of the folder “{ $folder }” are in none of the folders whose texts become pages
outside-folder-help = { $number ->
    [one] the site expects this page in the folder `{ $place }`: give its folder this name, or move it into that one
   *[other] the site expects these pages in the folder `{ $place }`: give theirs this name, or move them into that one
    }
outside-collections-help = { $number ->
    [one] move it to one of these folders: `{ $places }`
   *[other] move them to one of these folders: `{ $places }`
    }
type-site-page = “{ $field }” expects the address of the site, not that of its first page; there is “{ $value }”
data-ending = this data file is not read: it is called “{ $name }”, and the site expects “{ $meant }”
data-ending-help = rename it “{ $name }” (in Windows: View > File name extensions), or delete it if that file is already there
page-elsewhere = the fields of this page are those of “{ $collection }”, and not those of this folder
page-elsewhere-help = put it in the folder `{ $place }`
entry-alone = “{ $key }” has one value, where its fields are expected below, one on each line, after two spaces
entry-alone-help = write these lines: `{ $lines }`
text-lost-many = { $count } signs of this file were lost by the program that saved it, this one first
text-lost-many-help = take an older version of the file, save it with “Encoding: UTF-8”, or type these letters again
place-swapped = the latitude and the longitude of “{ $field }” seem to be exchanged
data-outside = no collection reads this data file: nothing of what it holds is published
data-outside-help = name it as one of those that the site expects: `{ $places }`
entries-expected = this data file must hold entries, each with its name followed by a colon
language-unknown = the language “{ $lang }” is not one of the languages of the site
language-unknown-help = correct the language of the page, or add this one to the settings of the site: `languages: [{ $lang }]`
address-bad = the address “{ $address }” holds signs that a web address does not allow (capital letters, spaces, accents…)
address-reserved = the address “{ $address }” cannot be the name of a file on every computer (a name that Windows keeps for itself, or signs that are not suitable): choose another one
address-empty = this name has no letter and no digit from which to make an address
address-sign = the name of the file holds the sign “{ $sign }”, which suits neither an address nor every computer
address-sign-help = rename the file with letters without accents, digits and hyphens
page-too-long = this file is over { $limit } MB, which is too much for a page
encoding-windows = the accents of this file are saved in the old Windows format; they were read correctly
encoding-macintosh = the accents of this file are saved in the old Macintosh format; they were read correctly
encoding-utf16 = this file is saved in the “UTF-16” format; it was read correctly
encoding-fix-help = or type: boucle fix
encoding-help = save the file with “Encoding: UTF-8” (Notepad: File > Save as)
site-empty = this file is empty, and it gives the name of the site and its settings
site-missing = the file “{ $path }” is missing, and it gives the name of the site and its settings
site-missing-help = put this file back; for a new site, create it with at least this line: `title: The name of the site`
content-missing = the folder “content” is missing or empty, and all of the site is in it
content-missing-help = put this folder and its files back in their place, under the name “content”
no-address = the site does not say its public address: its feeds, its list of pages for search engines and the catalogue of its data need it, and are not published
no-home = the home page is missing: “{ $path }” is not there, and nothing would be at the address of the site
no-home-help = put this file back, under this name
level-known = the levels are: error, warning, advice, and off to say nothing
level-unknown = “{ $level }” is not a known level

# markdown: the text of a page.
markdown-html-deep = too many HTML tags open here inside others, without being closed: they are shown as they are
markdown-html-deep-help = close each tag, or write this passage in Markdown
markdown-depth = lists or quotations stand inside one another here on more than { $max } levels: what is deeper loses its layout
note-missing = the note “{ $name }” is called here, but its text is written nowhere
note-missing-help = add this line at the end of the page, with the text of the note: `{ $line }`
note-misspelt-help = write as where this note is written: `{ $line }`
note-uncalled = the note “{ $name }” is called nowhere in the text
note-uncalled-help = call it in the text with `[^{ $name }]`, or delete it

# site: dates of publication, addresses.
date-unknown-now = this page has a date of publication or of withdrawal, and Boucle does not know today’s date
date-unknown-now-help = give today’s date to the command: `--date YYYY-MM-DD`
date-never = this page is withdrawn before the day when it would be published: it will never be there
date-never-help = give `retirer_le` a day that comes after that of `publier_le`
address-twice = the address “{ $address }” is already taken
address-twice-other = this page has the same address
address-twice-help = give one of the two pages another address with a line `adresse: another-name`, or remove this address from its old addresses
address-shared = the pages of “{ $collection }” would all have this address: it lacks {"{"}slug{"}"}, which puts the name of each in it
old-address-bad = the old address “{ $address }” holds signs that are not suitable: keep letters without accents, digits and hyphens
old-address-anchor-help = a browser does not send what follows “#”, and a redirection does not read what follows “?”: keep `{ $address }`, if no other page has it

# check: links and references.
link-dead = the link “{ $target }” leads to no page of the site
link-dead-help = replace the address of the link with: `{ $suggestion }`
link-dead-no-help = correct the address of the link, create the missing page, or remove the link and keep its words
link-outside = the link “{ $target }” leads out of the folder of the site: only what is in “content” can be published
link-scheme = the address “{ $target }” is not allowed here: a link leads to a page, a website or an email address, and an image is a file of the site
link-forbidden-help = write an address that begins with “https://”, or put the document beside the page
picture-forbidden-help = put the picture beside the page, and write the name of its file
link-ambiguous = “{ $target }” can mean several pages: { $candidates }
link-to-draft = the page “{ $target }” is not published: it is a draft
link-early = the page “{ $target }” is published from { $day } only
link-late = the page “{ $target }” is no longer published since { $day }
link-early-help = add this link on that day, or give this page the same line: `publier_le: { $iso }`; to check the site as it will be then: boucle check --date { $iso }
link-late-help = remove this link, or change the line `retirer_le` of the page it leads to
link-draft-help = publish the page it leads to by deleting its line `brouillon`, or remove this link for now
id-twice = two parts of this page have the same name, “{ $name }”: links to it would get lost
id-twice-heading = give this part another name: `{ $line }`
id-twice-help = give one of the two another name: replace `id="{ $name }"`
anchor-dead-known = the headings of that page are: { $anchors }
anchor-dead-help = choose one of the headings of that page, or remove the end of the address, from the sign #
anchor-dead = the page that is meant has no part “{ $anchor }”
reference-unknown = “{ $field }” names “{ $name }”, which does not exist in “{ $collection }”
reference-draft = “{ $field }” names “{ $name }”, which is not published: it is a draft
reference-early = “{ $field }” names “{ $name }”, which is published from { $day } only
reference-late = “{ $field }” names “{ $name }”, which is no longer published since { $day }
reference-commas = “{ $field }” names several pages in a row, “{ $name }”: commas between them are missing
reference-add = if it is missing, add “{ $name }” at the end of the file `{ $path }`, with these lines: `{ $lines }`
reference-create = create the missing page if needed, in the file `{ $path }`
links-gone = { $number } links lead into the folder “{ $folder }”, which has no page any more: was it moved, renamed or emptied?
links-gone-cited = { $number } links lead into the folder “{ $folder }”, which has no page any more, and { $references ->
    [one] { $references } reference names
   *[other] { $references } references name
} one of its pages: was it moved, renamed or emptied?
links-gone-other = this link too
links-gone-help = put this folder and its pages back; if they are not wanted any more, take these links out and keep their words
links-gone-rename = its pages are in the folder “{ $home }”: give it back the name “{ $folder }”
links-gone-move = its pages are in the folder “{ $home }”: put them back into the folder “{ $folder }”
links-gone-home = its pages are in the folder “{ $home }”: make these links lead there, for example with `{ $link }`
reference-gone = the collection “{ $collection }” has no page: was the folder “{ $folder }” moved, renamed or emptied? { $number ->
    [one] { $number } reference names
   *[other] { $number } references name
} one of its pages
reference-gone-help = put this folder and its pages back, or create the missing pages, for example in the file `{ $path }`
data-emptied = the file “{ $path }” is empty, but { $number ->
    [one] { $number } reference or link leads
   *[other] { $number } references or links lead
} to what it should describe
data-emptied-help = take this file as it was before it was emptied; if the site did not need it so far, fill it in
data-gone = the file “{ $path }” is missing, but { $number ->
    [one] { $number } reference or link leads
   *[other] { $number } references or links lead
} to what it should describe: was it moved, renamed or deleted?
data-gone-help = put this file back as it was; if the site never had one, create it
orphan = no other page of the site leads to this one
orphan-help = add a link to this page in another page or in a menu

# check: images and files.
image-missing = the file of the image “{ $path }” cannot be found
image-case = the image “{ $path }” is called “{ $real }” (capital letters count online)
image-name = the image “{ $path }” is called “{ $real }”: every sign counts, with spaces and accents
file-name = the file “{ $path }” is called “{ $real }”: every sign counts, with spaces and accents
image-points = this picture has { $width } × { $height } points: that is more than { $limit } million
image-weight = this picture weighs more than { $limit } MB
image-large-help = save it with a width of 2000 points, which is enough for every screen
image-damaged = the image “{ $path }” cannot be read
image-damaged-help = save it again as JPEG or PNG
image-format = the format of the image “{ $path }” is not read
image-format-help = save it as JPEG, PNG or WebP
image-drawing = the drawing “{ $path }” weighs more than { $limit } MB: simplify it, or save it as PNG
image-memory = the image “{ $path }” takes too much memory: save it with a width of 2000 points, in 8 bits per colour
drawing-amount = the flow from “{ $from }” to “{ $to }” has an amount that is not above zero: remove it, or correct its amount
drawing-loop = what leaves “{ $name }” comes back to it: a flow always goes to the right. Remove the way back, or show it with a loop
drawing-long = more than { $limit } actors follow one another: that is too much for a screen. Put some together, or make two drawings
drawing-credit = this map has contours and no credit: say where they come from and under which licence, with a line `credit: …`
drawing-no-place = this map shows no place: add some to `lieux`, or give a latitude and a longitude to the territory of entries
drawing-degrees = this map has coordinates that are no degrees: latitude from -85 to 85, longitude from -180 to 180 (WGS 84)
drawing-contours = the contours “{ $path }” cannot be read: a GeoJSON file with lines or surfaces is needed
drawing-large = the contours “{ $path }” have more than { $limit } points: simplify them
drawing-heavy = the contours “{ $path }” are larger than { $limit } MB: simplify them
drawing-places = this map shows { $count } places, and more than { $limit } could not be told apart on it: choose fewer, or make several maps
blocks-heavy = the blocks of this page write more than { $limit } MB together: spread them over several pages
drawing-many = this page has more than { $limit } drawings: spread them over several pages
block-drawing = this block asks for a drawing that does not exist, “{ $name }”
theme-card = the colours of the cards of the theme cannot be read
theme-pictures = the width of the pictures of the theme cannot be read
file-missing = the file “{ $path }” cannot be found
file-case = the file “{ $path }” is called “{ $real }” (capital letters count online)
alt-missing = the image “{ $image }” has no description
alt-missing-help = describe it in fewer than 80 characters: `{ $line }`; if it is purely decorative, add `{"{"}decorative{"}"}` right after it
alt-file-name = the description of the image “{ $image }” is only the name of the file: say what the image shows instead
alt-long = { $length ->
    [one] the description of the image has { $length } character
   *[other] the description of the image has { $length } characters
}: 80 are enough, the rest goes in the text or the caption

# check: headings, tables, blocks.
table-untitled = this table has no title
table-untitled-help = write before the table, between two empty lines: `Tableau : the title of the table`
table-empty-header = a column of this table has no name: give it one in the first line
heading-first-level = this heading is of the first level (#), which is kept for the title of the page
heading-skip = a heading of level { $from } is followed by a heading of level { $to }
heading-again-help = if this line repeats the title of the page, delete it, for it comes from the header; else write: `{ $line }`
heading-title-again = this heading repeats the title of the page, which is already shown above the text
heading-title-again-help = delete this line
heading-line-help = write: `{ $line }`
section-order = the part “{ $title }” goes before “{ $before }”
section-twice = the part “{ $title }” is already in this page
section-twice-first = the first one is here
section-twice-help = put the two texts under one heading, or give this one the name of another part
section-low = the part “{ $title }” is expected in this page: its heading is of level { $level } here, instead of 2
section-missing = the part “{ $title }” is expected in this page
section-missing-help = add this heading where it belongs, and its text: `## { $title }`
section-unknown = “{ $title }” is not a part expected in this page
section-known = choose one of the parts expected, or lower this heading by one level (###): { $titles }
section-known-first = choose one of the parts expected, or delete this heading if its text introduces the page: { $titles }
html-compared = the signs “<” and “>”, glued to what they compare, are read as a tag: the words between them would not be published
html-refused = these tags are not accepted in a text and will not be published in it: { $names }{ $others ->
    [0] {""}
    [one] {" "}(and at one other place)
   *[other] {" "}(and at { $others } other places)
}
callout-unknown = the callout “{ $kind }” does not exist
callout-empty = the callout “{ $kind }” is empty
callout-empty-help = write its text below this line, each line after the sign `>`, or delete it
shortcut-single = a script of the theme acts when the single key “{ $key }” is touched: who dictates to the computer, or touches the keyboard by mistake, would set it off
shortcut-single-help = ask for one more key (Ctrl, Alt), or listen to this key in a field or on a button only
block-unknown = the block “{ $name }” does not exist

# check: files that could not be read, and why.
unread-link = “{ $path }” is a shortcut (link) to another place: replace it with the file itself
unread-special = “{ $path }” is not an ordinary file: take it out of the folder of the site
unread-copy = “{ $path }” is, by its name, a backup or a conflict copy: keep what is right in it, then delete it, or rename it if it is a page
unread-refused = “{ $path }” could not be read: check that you have the right to open this file
unread-folder = the folder “{ $path }” could not be read, nor anything in it: check that you have the right to open it
unread-twice = two files are called “{ $path }”, with accents written in two ways that look the same: rename one of them
unread-large = “{ $path }” is larger than { $limit } MB: host this file elsewhere, and put a link
unread-many = the site has more than { $limit } files: “{ $path }” and those after it are not read. Remove those that are of no use
unread-heavy = the files of the site are together larger than { $limit } MB: “{ $path }” and those after it are not read. Remove those that are of no use, or reduce the largest photographs
limit-help = if the site really needs it, raise this bound in “{ $path }”: `{ $line }`
limit-reached-help = no higher bound can be asked for: make what exceeds it smaller, or split it
unread-name = the name of “{ $path }” holds signs that cannot be read: rename this file with letters, digits and hyphens

# theme: templates. The fault is never in the texts.
theme-missing = the theme “{ $name }” is missing
theme-missing-help = correct this name, or put this theme in the folder `themes/{ $name }`
template-wrong = a template of the theme has a fault
template-filter = a template uses the filter “{ $name }”, which does not exist
template-test = a template uses the test “{ $name }”, which does not exist
template-function = a template calls the function “{ $name }”, which does not exist
template-component = a template uses the component “{ $name }”, which the theme does not have
template-unknown = a template asks for the template “{ $name }”, which the theme does not have
template-block = a template fills the block “{ $name }”, which the template that it extends does not have
template-variable = a template uses “{ $name }”, which this page does not give
template-field = a template asks for “{ $name }”, which does not exist here
template-undefined = a template uses a value that is not given: it must first test that it is
template-loop = a template goes through a value that is not a list
template-number = a template computes with a value that is not a number
template-compare = a template compares two values of different kinds
template-unclosed = a template stops before its end: a tag that was opened is never closed
template-string = in a template, a text in quotes is not closed
template-comment = in a template, a comment is not closed
template-end = in a template, the tag that closes “{ $name }” has another name
template-tag = a template has the tag “{ $name }”, which does not exist
template-open = in a template, what the tag “{ $name }” opens is never closed
template-open-help = write `{ $end }` where what it holds ends
template-closes-nothing = in a template, the tag “{ $name }” is out of place: nothing that it closes or divides is open here
template-crossed = in a template, the tag “{ $name }” comes too early: what “{ $inner }” opens is to be closed first
template-empty = a template has an empty tag
template-ignored = this part of a template would be lost: in a template that extends another, everything is written in blocks
template-extends = in a template, “extends” comes only once, at the very top of the file
template-twice = a template has the block or component “{ $name }” twice
template-nested = a template has a block, or “extends”, inside another tag
template-circle = a template ends up calling itself, through “{ $name }”
template-found = a template stumbles on “{ $name }”, which is not expected here
template-everything = a page template shows all that it is given, by “{ $name }”, in an order that changes at each build
template-everything-help = name what is to be shown, for example `{"{"}{"{"} page {"}"}{"}"}`
template-help = report this fault to whoever looks after the theme: your texts are not the cause
template-endless = the page template “{ $name }” writes more than { $limit } MB for one page: one of its loops does not stop
template-work = the page template “{ $name }” takes more than { $limit } million steps for one page: one of its loops does not stop, or too many stand inside one another
template-depth = page templates include one another here on more than { $limit } levels: bring some of them together
template-missing = the theme does not have the template “{ $name }”
block-template-missing = the block “{ $name }” of the theme has no template
block-template-missing-help = add the file `{ $file }` to the theme
theme-file-unreadable = this file of the theme is not a text in UTF-8: it was left aside
theme-file-unreadable-help = save it again in UTF-8

# cli: what commands answer.
cli-no-site = there is no site in “{ $root }”: the folder “content” is missing there
cli-no-site-help = To do: go to the folder of the site, give it with --root, or create a site with: boucle init new-site
cli-built = { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}, { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $size } in “{ $output }” in { $seconds } s ({ $written ->
    [one] { $written } file new or changed
   *[other] { $written } files new or changed
}, { $removed ->
    [one] { $removed } removed
   *[other] { $removed } removed
})
cli-not-written = nothing was written: the last site that was built stays in place
cli-faulty = the site cannot be published while these errors remain
cli-learn-more = to know what a code means, and why: boucle explain { $code }
cli-new-done = the page is created: { $path }
    To do: fill in its fields, then delete the line “brouillon” to publish it.
cli-new-unknown = the collection “{ $name }” does not exist
cli-new-letters = give it a title with letters: boucle new { $form }
cli-new-choices = possible values:
cli-new-choices-several = possible values, one or several between brackets:
cli-new-names = possible names:
cli-new-names-several = possible names, one or several between brackets:
cli-new-names-more = … (the others are in { $place })
cli-new-no-names = no name to cite for now: the pages to cite go into { $place }
cli-init-done = the site is created in “{ $path }”
    To do: see it while you write it, with: boucle serve --root { $typed }
    To publish it afterwards: boucle build --root { $typed }
    The pages of the new site are in French.
cli-init-not-empty = “{ $path }” is not an empty folder: nothing in it was changed
    To do: choose an empty or new folder.
cli-bad-level = “{ $text }” cannot be read: --level needs the code of a check, the sign = and a level, for example --level lien-mort=warning
cli-no-command = the command is missing: what Boucle is to do
cli-command = the command “{ $name }” does not exist
cli-commands = the commands are: { $names }
cli-option = the option “{ $name }” does not exist here
cli-option-place = the option “{ $name }” stands after the command: boucle { $command } { $name }
cli-options = boucle { $command } --help lists its options
cli-extra = “{ $value }” is one too many: this command needs nothing more
cli-extra-quotes = put { $what ->
    [title] the title
   *[folder] the name of the folder
} in quotes: boucle { $command } { $form }
cli-extra-folder = to say where the site is, write: --root { $value }
cli-value-missing = the option “{ $option }” needs a value
cli-value-bad = “{ $value }” is not a known value for “{ $option }”
cli-value-none = the option “{ $option }” needs no value: write it alone
cli-option-twice = the option “{ $option }” is given twice: keep one
cli-option-needs = the option “{ $needed }” is missing, which another one needs
cli-missing = { $what } is missing from the command
cli-form = write: boucle { $command } { $form }
cli-wrong = the command cannot be read
cli-see-help = type boucle --help to see the commands and their options
cli-bad-date = “{ $text }” is not a date: --date needs for example --date 2026-11-23
cli-bad-epoch = SOURCE_DATE_EPOCH is “{ $text }”, which is not a number of seconds since 1970: it must be, for example, SOURCE_DATE_EPOCH=1767225600
    To do: correct this environment variable, remove it, or give the day with --date 2026-11-23
cli-progress-render = pages prepared
cli-fault = Boucle stopped because of a fault in the program, not in your texts ({ $place })
    To do: start again; if it happens again, report it with this line.

# cli: the help of commands and options.
help-about = Boucle makes a website from a folder of texts
help-usage = Usage:
help-build = Builds the site
help-check = Checks the site and writes nothing
help-new = Creates a page to fill in
help-init = Creates a small complete site in an empty folder
help-schema = Describes the fields of the site for software that helps to fill them in
help-root = The folder of the site
help-format = The form of messages
help-lang = The language of messages
help-level = Changes the level of a check (off, advice, warning, error); may be repeated
help-all = Shows advice too when there are errors (or --tout)
help-strict = Treats warnings as errors
help-date = Today’s date, for pages to publish or withdraw on a date
help-output = The folder where the site is written (output in the folder of the site, without this option)
help-collection = The collection of the page, for example etudes-de-cas
help-title = The title of the page, between quotation marks
help-dir = The folder to create
help-help = Shows this help
help-version = Shows the version of Boucle
help-options = Options
help-commands = Commands
help-command = COMMAND
cli-new-draft = oui: the page is not published; delete this line to publish it.
header-unopened = the header of the page is not opened: a line of three dashes is missing before this one
header-unopened-help = add a line `---` at the very top of the file
link-short-file = two brackets lead to a page, and “{ $path }” is a file
link-short-picture-help = write, with what the picture shows: `![description of the picture]({ $path })`
link-short-file-help = write, with what readers will find: `[the title of the document]({ $path })`
file-missing-help = check the name and the folder of the file, or add it beside the page
note-twice = the note “{ $name }” is written twice: keep one

# content: encodings, line ends, exceptions.
encoding-lines = the lines of this file end as on the first Macintosh computers; they were read correctly
encoding-unknown = this file cannot be read as text: its accents are saved in a format that Boucle does not recognise
encoding-nul = this file holds { $number ->
    [one] an invisible control character that does
   *[other] { $number } invisible control characters that do
} not belong in a text
encoding-nul-help = remove them with the command `boucle fix`, or copy the text into a new file
line-ends = the lines of this file do not all end in the same way: it was probably put together on several computers
line-ends-help = nothing urgent: the command `boucle fix` makes them all alike
exception-no-reason = this exception does not say what it accepts, or not why
exception-example = write for example: `<!-- boucle: accept { $code }, the reason in a few words -->`
exception-refused = “{ $code }” is not a fault that a page may accept
exception-unused = this exception serves no purpose: the page has no fault “{ $code }”
exception-unused-help = remove this comment
code-unknown = “{ $code }” is not the code of a check
cli-codes = the list of the codes, and what they mean: boucle explain

# cli: corrections.
fix-none = no correction is certain enough to be made
fix-done = { $corrections ->
    [one] { $corrections } correction made
   *[other] { $corrections } corrections made
} in { $files ->
    [one] { $files } file
   *[other] { $files } files
}
fix-possible = { $corrections ->
    [one] { $corrections } correction can be made
   *[other] { $corrections } corrections can be made
} in { $files ->
    [one] { $files } file
   *[other] { $files } files
}: nothing is written
    To do: read what stands above, then type boucle fix, without --dry-run
fix-certain = the correction that Boucle would make
fix-refused = { $files ->
    [one] { $files } other file could not be saved
   *[other] { $files } other files could not be saved
}: put right what the messages above say, then try again
fix-encoding = { $path }: saved in UTF-8
fix-held = “{ $path }” is not corrected: it must first be saved in UTF-8
    To do: type boucle fix --only encodage-ancien
fix-left = for you to correct: { $count }
    To do: type boucle check to see them
write-changed = “{ $path }” has changed since Boucle read it, or is no longer an ordinary file: nothing is changed in it.
    To do: close this file in your other programs, then try again.
cli-new-example = example: { $example }
help-fix = Corrects the faults whose correction is certain
help-dry-run = Shows the corrections and writes nothing (or --essai)
help-only = Corrects only the faults of this code; can be repeated

# cli: explanations.
explain-error = error
explain-warning = warning
explain-advice = advice
help-explain = Explains the code of a message, or lists them all
help-code = The code to explain, for example lien-mort

# markdown: slips of writing.
heading-glued-part = heading restored: a space was missing after the sign #, and the expected part is called “{ $title }”
heading-glued = heading restored: a space was missing after the # sign
heading-wide = heading restored: the sign “＃” is not that of headings, which is written “#”
heading-doubled = heading restored: the # signs follow one another without a space, only once
heading-no-break = heading restored: the space after the # sign is a no-break space, which is not recognised there
heading-too-deep = this line is no heading: there are six levels at most, and three are enough
note-colon = note restored: a space stood between its name and the colon
note-no-colon = note restored: the colon after its name was missing
note-spaces = the note “{ $name }” is not recognised: the name of a note has no space
note-sign = note restored: the sign “ˆ” is not that of notes, which is written “^”
note-typed = note restored: “{ $call }” did not call this note, and led nowhere
note-typed-help = call it in the text with `{ $call }`, and write here: `{ $note }`
note-processor = note restored: this link comes from the notes of the word processor
note-spaces-help = write everywhere: `{ $line }`
callout-signs = callout restored: its name comes after an opening bracket, then an exclamation mark
callout-colon = callout restored: nothing follows the bracket that closes its name
callout-lazy = this line touches the callout, and would be in its box although it has no sign “>”
callout-lazy-help = if it belongs to it, write: `{ $line }`; if not, leave an empty line before it
block-empty = the block “{ $name }” is empty
block-pairs = the lines of the block “{ $name }” do not name their fields
block-table = the block “{ $name }” holds a table, and is not read so
block-table-help = write its lines in this form: `{ $line }`
block-empty-help = write what it is to show, or delete it: `{ $line }`
heading-empty = this heading is empty: it is not published
heading-empty-help = write the heading after the # sign, or delete the line
heading-bold = this bold line looks like a heading; screen readers will not know it
heading-capitals = this line in capitals looks like a heading; screen readers will not know it
heading-bold-part = heading restored: “{ $title }” is a part expected in this page, and bold letters do not make it a heading
heading-plain-part = heading restored: “{ $title }” is a part expected in this page, and nothing made it a heading
heading-underlined = the signs “{ $signs }” under this text would have made it a heading: they are read as a separating line
paragraph-bold = this paragraph is in bold from end to end: nothing stands out any more
paragraph-bold-help = keep bold for a few words; for a passage to remember, make a callout: `> [!RETENIR]`, then the text, each line after `>`
heading-stop = a heading does not end with the sign “{ $sign }”
quotes-english = the quotation marks “ ” are those of English: in French, they only stand inside « »
quotes-english-help = write, with a no-break space inside each mark: `{ $text }`
quote-alone = the quotation mark { $sign } has no other half in this paragraph
quote-alone-help = add the sign { $sign } where the quotation ends or begins, or delete this one
word-cut = “{ $words }”: this word is cut at the end of the line, and would be shown in two parts
word-twice = “{ $words }”: this word is written twice
word-twice-help = keep one of them: “{ $word }”
comma-spaced = a space stands before this comma: the comma touches the word before it
comma-glued = a space is missing after this comma
word-cut-help = put it together on one line: “{ $whole }”, or “{ $hyphen }” if it keeps its hyphen
heading-underlined-help = leave an empty line before these signs
list-typed = list restored: the sign “{ $sign }” at the start of a line does not make a list
list-no-break = list restored: the space after the dash is a no-break space, which is not recognised there
list-no-break-number = list restored: the space after the number is a no-break space, which is not recognised there
list-glued = list restored: a space was missing after the dash
list-task = list restored: a box to tick stands in a list
list-box = list restored: the box to tick needs a space between its brackets
list-box-signs = list restored: the box of a task is written `[ ]` or `[x]`, and a space follows it
list-letters = list restored: the sign “{ $sign }” at the beginning of a line makes no list, and these lines would be put end to end
list-typed-help = start each line with a dash and a space: `{ $line }`
list-numbered-help = start each line with a number, a full stop and a space: `{ $line }`
list-year = “{ $number }.” at the start of a line would have begun a list numbered from { $number }
list-renumbered = the number “{ $number }” would become “{ $shown }”: only the first number of a list counts
list-renumbered-help = to keep the numbers, begin each line so: `{ $kept }`; otherwise write: `{ $counted }`
list-renumbered-kept = to keep the numbers, begin each line so: `{ $kept }`
list-sign-joined = at the beginning of a line, the sign “{ $sign }” makes a bullet, and is not shown: the sentence would be cut in two
list-sign-joined-help = if it is one sentence, write: `{ $words }`; if it is a list, end the line above with a colon: `{ $above }`
list-plus = at the beginning of a line, the sign “+” makes a bullet, and is not shown
list-plus-help = if this sign counts, write each line so: `{ $kept }`; otherwise: `{ $item }`
table-pasted = these lines, pasted from a spreadsheet, do not make a table
table-pasted-help = replace them with:
    { $table }
table-drawn = these lines draw a table and do not make one
table-spaced = these columns are made of spaces: they make no table, and will be put end to end
table-apart = this line would be shown with its bars: an empty line cuts it from its table
table-listed = a table does not begin with a bullet: its bars would be shown as they are
table-apart-help = delete the empty line above it
table-scattered = these lines would be shown with their bars: empty lines cut the table
table-scattered-help = delete the empty lines between the lines of the table
table-scattered-line-help = delete the empty lines between the lines of the table, and add under the first one: `{ $line }`
table-no-delimiter = these lines do not make a table: the second line, made of dashes, is missing
table-dashes = these lines do not make a table: the second line is made of long dashes, and they are to be short
table-no-delimiter-help = add under this line: `{ $line }`
table-delimiter = these lines do not make a table: the line of dashes must count { $columns ->
    [one] { $columns } column
   *[other] { $columns } columns
}
table-delimiter-help = write: `{ $line }`
table-extra = this line has { $cells } cells for { $columns ->
    [one] { $columns } column
   *[other] { $columns } columns
}: “{ $lost }” would not be published
table-extra-help = add a column to the table, or delete the | sign in excess; in a text, this sign is written `\|`
table-missing = this line has { $cells ->
    [one] { $cells } cell
   *[other] { $cells } cells
} for { $columns } columns
table-cut = this row of the table is cut in two: “{ $words }” would be another one
table-cut-help = write it on one line: `{ $row }`
table-glued = this text touches the table: it would be its last line
table-glued-help = leave an empty line between the table and this text
fence-unclosed = this block is not closed: all that follows would be shown as code
fence-unclosed-help = add at the end of the block a line “{ $line }”
fence-unclosed-after = add a line “{ $signs }” below the last line of the block, probably after `{ $line }`
fence-signs = the signs “{ $signs }” open no block: they would be shown as they are, and the next lines too
fence-bare = the block “{ $name }” does not have the two lines of signs around it: its lines would be shown as they are
fence-signs-help = begin with the line “{ $first }” and end with a line “```”: three backquotes
fence-one-line = the block “{ $name }” stands on one line here: it would be shown as it is
fence-one-line-help = write it on three lines: “{ $first }”, then “{ $body }”, then “```”
fence-name-below = the name of the block, “{ $name }”, goes on the same line as the signs that open it
fence-name-below-help = replace these two lines by a single one: “{ $first }”
fence-name = the name of this block is written “{ $name }”
fence-line-help = write on this line: “{ $line }”
fence-no-name = this block has no name: it would be shown as it is, not laid out
fence-no-name-help = write the name of a block right after the signs that open it, for example “{ $line }”; the blocks are: { $names }
fence-words = “{ $words }” will not be published: nothing goes after the name of the block “{ $name }”
fence-end-signs = the signs “{ $signs }” do not close the block
fence-end-moved = these signs do not close the block: they are moved to the right, or fewer than those that open it
fence-end-words = the line that closes the block holds its signs alone: with “{ $words }” after them, it does not close it
fence-end-words-help = keep “{ $signs }” alone on its line; if the words are the text that follows, put them below, after an empty line
comment-unclosed = this comment is not closed by -->
comment-unclosed-help = end the last line of the comment with these signs: `{ $line }`
text-indented = this text begins with several spaces: it is shown as code
stars-misplaced = bold restored: the two stars must touch the words they surround, and not their neighbours
stars-left = these stars will be shown: they make nothing bold
stars-left-help = put two stars before and two after the words, with no space between: `**the bold words**`
stars-uneven = a star will be shown: there are more of them on one side of the words than on the other
stars-uneven-help = put as many stars before the words as after: `*in italics*` or `**in bold**`; to show a star, write: `\*`
stars-note = these stars are those of a note: they will be shown, and put nothing in bold
link-space = link restored: a space or a parenthesis in an address needs the signs < and >
link-curly = link restored: the quotation marks of a word processor are not recognised there
link-single = link restored: the caption is written between straight double quotes, for an apostrophe would close it
link-angle = link restored: the signs < and > go by two around an address
link-inner-quotes = link restored: straight quotes inside a caption would close it too early
link-title-unclosed = link restored: the quote that closes the caption was missing
link-title-bare = link restored: a caption is written between straight quotes
link-parentheses = link restored: an address is written between parentheses, right after the brackets
link-inner-brackets = link restored: in the words of such a link, each bracket needs the sign \ before it
link-no-page = this link would be shown as it is: the name of the page is missing
link-no-page-help = write the name of the page before the bar: `[[name-of-the-page|{ $words }]]`
picture-attributes = picture restored: its credit and its description are written between braces, after the parenthesis
picture-apart = picture restored: a space after the exclamation mark made a link of it
link-separated = link restored: a space stood between the brackets and the address
link-unbracketed = link restored: a bracket was missing between its words and its address
link-unopened = this link would be shown as it is: the bracket that opens it, before its words, is missing
link-unopened-help = add a bracket before the first word of the link: `[the words]({ $target })`
link-again = “({ $target })” would be shown as it is: the address of the link is written twice
link-web-space = link restored: this address is written without spaces
link-computer = “{ $target }” exists on your computer or in your network only
link-brackets = link restored: an address is written between parentheses, not brackets
link-reversed = link restored: the words go between brackets, and the address between parentheses
link-single-brackets = “[{ $name }]” would be shown as it is: the name of a page goes between two brackets
link-start = the address “{ $path }” would be read as the name of a file of the site: its beginning is missing
page-misnamed = this file is called “{ $written }”, and { $number ->
    [one] one link calls
   *[other] { $number } links call
} it “{ $name }”: each sign counts, capitals as well
page-misnamed-help = rename it “{ $name }” (in Windows: View > File name extensions)
link-case = { $number ->
    [one] this link calls the file “{ $real }” “{ $name }”
   *[other] { $number } links call the file “{ $real }” “{ $name }”
}: the two names differ by their capital letters, which count online
link-case-help = in these links, write the name of the file this way: `{ $real }`
link-lang = this link leads nowhere: the language of these words goes between braces
link-bracket = link restored: a bracket was missing
link-unclosed = this link is not closed: a parenthesis is missing
link-unclosed-help = close the parenthesis right after the address: `[the words](address)`
link-help = write: `{ $link }`
link-undefined = this link leads nowhere: “{ $name }” is the address of nothing
link-undefined-help = give the address between parentheses: `{ $line }`
definition-unused = this line will not be published: “[{ $name }]:” at the start of a line gives an address to a link, and no link uses it
definition-unused-help = if it is a text, write: `{ $line }`
address-bare = the address “{ $address }” will not be a link
address-bare-help = put it in a link, with what the reader will find: `[the title of the document]({ $target })`
mail-bare = link restored: the address “{ $address }” needs the signs < and >
contents-typed = this line is not published: the contents of the page are made by themselves
contents-typed-help = delete it
text-garbled = the accents of this file are damaged: “{ $typed }” instead of “{ $meant }”, { $count ->
    [one] in one place
   *[other] in { $count } places
}
text-garbled-help = type boucle fix, or paste the original text again
text-lost = a sign was lost when this file was saved: only “�” is left of it
text-lost-help = type it again

# markdown: words left in place of others, wording.
placeholder-text = “{ $words }” was left in the text
placeholder-text-help = write what is missing, or delete these words
placeholder-value = “{ $words }” was left in the field “{ $field }”
placeholder-value-help = fill this field in or delete the line
wording-capital = “{ $typed }”: a capital keeps its accent
wording-short = “{ $typed }” is not the usual abbreviation
wording-ligature = “{ $typed }”: the o and the e are joined
wording-month = “{ $typed }”: months are written without a capital
wording-hour = “{ $typed }”: the sign h has spaces around it
wording-thousands = “{ $typed }”: thousands are separated by a space
wording-initials = “{ $typed }”: initials are written without full stops
wording-beside = “{ $typed }”: on a narrow screen, nothing is beside the text
wording-help = write: “{ $words }”
sentence-long = this sentence has { $words } words: beyond { $most }, one forgets its beginning
sentence-long-help = cut it in two, or make a list of it
median-point = “{ $typed }”: screen readers spell out points in the middle of a word
median-point-help = write both words, or a word for all: “les habitantes et les habitants”, “la population”
acronym-bare = “{ $word }” is spelt out neither in the page nor in the glossary
acronym-bare-help = at its first use, write the whole name followed by “({ $word })”, or add this acronym to the glossary
wording-capitals = this passage is in capitals: they are harder to read, and accents get lost
wording-capitals-help = write it in lower case; to insist: `**the important words**`

# check: labels of links, files.
link-computer-help = this is the address of a file of your computer: copy this file beside the page, then write its name alone between the parentheses
picture-outside-help = save the picture beside the page, with the agreement of its author, then write the name of its file between the parentheses
link-nowhere = this link has no address
link-renamed = the file may have been renamed: “{ $title }” is the page most like it
link-deleted-help = if the page was deleted, remove the link and keep its words
html-bold-help = to insist, write: `**the words**`
html-italic-help = for the title of a work or a foreign word, write: `*the words*`
html-link-help = write the link this way: `[the words](https://www.example.org/)`
html-picture-help = write the picture this way: `![what the picture shows](photo.jpg)`
html-table-help = write the table this way, one line of text for each of its lines: `| Area | Tons |`, then `|---|---|`, then `| Le Faou | 12 |`
html-heading-help = write the heading this way, on its line: `## The heading`, or `## The heading {"{"}#name{"}"}` when links lead to this name
html-list-help = begin each line of the list by a dash and a space: `- an item`
html-quote-help = begin each line of the quotation by this sign and a space: `> the quotation`
html-rule-help = write these three stars, between two empty lines: `***`
html-code-help = put this passage between two grave accents: `` `the passage` ``
html-media-help = make a link to the video or the sound, with its captions or its transcript: `[The visit on video, 3 minutes, captioned](https://www.example.org/)`
html-script-help = delete them: the text of a page holds no program and no look
html-remove-help = delete them, and keep the words that they surround: the look comes from the theme
html-attributes = these settings of look or action are not accepted in a text and will not be published: { $names }{ $others ->
    [0] {""}
    [one] {" "}(and at one other place)
   *[other] {" "}(and at { $others } other places)
}
html-attributes-help = delete them: the look comes from the theme, the same on every page
html-unclosed = the tag “{ $name }” is opened here, and nothing closes it
html-unclosed-help = add after the passage: `{ $line }`
html-unopened = the tag “{ $name }” is closed here, and nothing opens it
html-unopened-help = delete it, or open it before the passage
alt-decorative = the picture “{ $image }” is declared decorative and has a description: screen readers would not say it
alt-decorative-help = take out `{"{"}decorative{"}"}`, or the description
link-renamed-alone = the file may have been renamed: “{ $title }” is the only page of this folder to which nothing leads
pdf-bare = { $what ->
    [tags] the document “{ $name }” has no tags: a screen reader reads it without order or headings
    [language] the document “{ $name }” does not say its language: a screen reader pronounces it badly
   *[title] the document “{ $name }” has no title: a screen reader reads the name of the file
}
pdf-bare-help = export it again as a “tagged PDF”, with its language and its title; or give the same content in a page, then add: `<!-- boucle: accepter pdf-inaccessible, the content is in the page … -->`
link-label-vague = “{ $label }” does not say where the link leads
link-label-address = an address does not say where the link leads
link-label-empty = this link has no text
link-label-help = put in the link what the reader will find: `[the title of the document]({ $target })`
link-label-same = “{ $label }” leads to two different places on this page
link-label-first = here, it leads elsewhere
link-label-same-help = give each link words that say what the reader will find
alt-prefix = the description of the image “{ $image }” begins by saying that it is an image, which the screen reader has already said
alt-program = the description of the image was written by a program, which signed it: “{ $words }”
alt-program-help = read it again, write in your own words what the image shows, and delete this mention
alt-vague = “{ $words }” does not say what the image shows
alt-caption = the description of the image “{ $image }” repeats its caption: it would be read twice
alt-caption-help = describe what the image shows and the caption does not say, or change the caption
document-no-page = this document of a word processor does not become a page
document-no-page-help = copy its text into a file “{ $name }”; to offer it for download, make a link to it in a page
text-no-page = this file does not become a page
text-no-page-help = rename it “{ $name }”
file-ending = the name of this file, “{ $name }”, does not end with .md; it is read as a page
file-ending-help = rename it “{ $name }” (on Windows: View > File name extensions)
file-name-long = because of the name of the file, the address of the page will be “{ $address }”
file-name-help = for a shorter address, add at the top: `{ $line }`

# check: weight and colours.
contrast-low = “{ $ink }” on “{ $paper }”: contrast of { $ratio }.{ $part }, where { $least }.{ $least-part } is needed
contrast-low-help = the nearest colour that will do: `{ $line }`
colour-unknown = the theme does not define the colour “{ $name }”
colour-unknown-help = define it in the style sheet, in the form `--name: #123456`, or take this pair away
page-heavy = the first view of this page weighs { $weight } kB; { $limit } kB are enough for a telephone with a weak signal
page-heavy-image = the heaviest is the image “{ $name }”, { $weight } kB: make it smaller before adding it
page-heavy-text = the text of the page weighs { $weight } kB: share it between several pages
page-requests = this page asks for { $count } files on the first view; { $limit } are enough
page-nodes = this page has { $count } elements, for { $limit } at most: share it between several pages, or shorten its lists
theme-heavy = this file of the theme weighs { $weight } kB compressed, for { $limit } kB at most
image-animated = this image moves: nothing lets the reader stop it
image-animated-help = put a still image in its place, or a video that the reader can start
emoji = “{ $sign }” is a picture in the text: screen readers read it by its name
sign-hidden = { $others ->
    [0] a sign that nobody sees was left here, where the bar is: “{ $words }”
    [1] two signs that nobody sees were left in this text, the first one where the bar is: “{ $words }”
   *[other] signs that nobody sees were left in this text, the first one here, where the bar is: “{ $words }”, and { $others } others below
 }
sign-hidden-help = they cut words for the search and for screen readers: delete the word and type it again, or type: boucle fix
sign-moved = this paragraph begins with no-break spaces, left by a layout
sign-stars = these stars would put words in italics, and go away: a star stands neither for the sign × nor for the sign °
sign-small = “{ $words }” is how another program writes a small figure
sign-entity = “{ $words }” would be shown as it is: it is the name of a sign in another language, and is not complete
sign-entity-quote = “&gt;” is the sign “>” as another program copies it: the box would be shown as it is
sign-path = in “{ $words }”, some of the signs \ would not be shown
sign-entity-unknown = “{ $words }” would be shown as it is: it is the name of no sign
sign-entity-unknown-help = type the sign itself in its place
sign-chevrons = “{ $words }” stands between signs of comparison: they are no quotation marks
emoji-help = put words in its place
# check: links to other sites, once they have been asked.
outside-dead = the page “{ $address }” is no longer there: its site answers { $status }
outside-dead-help = look for its new address, or remove the link and keep its words
outside-moved = the page “{ $address }” has a new address for good
outside-moved-help = replace the address with: `{ $to }`
outside-refused = the site “{ $host }” does not let the address “{ $address }” be checked: it answers { $status }
outside-refused-help = open this link in a browser to see whether it works
outside-internal = the address “{ $address }” leads into a private network: Boucle did not ask for it, and your readers cannot open it
outside-internal-help = replace it with a public address, or remove the link and keep its words
outside-late = the site “{ $host }” did not answer in time for “{ $address }”
outside-insecure = the secure connection to the site “{ $host }” cannot be made: its certificate is out of date, wrong or unknown (“{ $address }”)
outside-unnamed = no site has the name “{ $host }” (“{ $address }”)
outside-cut = the site “{ $host }” refused or cut the connection (“{ $address }”)
outside-broken = the site “{ $host }” is out of order: it answers { $status } for “{ $address }”
outside-endless = the address “{ $address }” leads from address to address and never arrives
outside-unclear = the address “{ $address }” gives no answer that makes sense
outside-failed-help = try again later; if it lasts, open the link in a browser, then correct or remove it
outside-offline = none of the other sites answered: this computer is probably not connected to the internet
outside-offline-help = check the connection, then try again; your links are not to blame
cli-external = { $addresses ->
    [one] { $addresses } address of another site checked
   *[other] { $addresses } addresses of other sites checked
}, of which { $remembered } by a recent answer
cli-progress-external = addresses of other sites
help-external = Checks the links to other sites too, over the internet

# The preview.
page-kept = Pages that cannot be made again are shown as they last were.
page-close = Close (Esc)
page-error = Error
page-warning = Warning
page-advice = Advice
page-place = { $file }, line { $line }, column { $column }
page-excerpt = Excerpt of the file, line
page-more = To know more: `boucle explain { $code }`
page-draft = Draft: this page will not be published.
page-early = This page will be published on { $date }; only the preview shows it.
page-late = This page has been off the site since { $date }; only the preview shows it.
page-downloads = This preview does not make the guide to take away; a build does. To see it here: boucle serve --downloads
mark-draft = draft
mark-early = to be published on { $date }
mark-late = off the site since { $date }
page-not-found = There is no such page
page-preview = Preview
page-hung = The preview does not answer any more. If this lasts, stop it and run “boucle serve” again.
page-stopped = The preview has stopped: run “boucle serve” again.
watch-refused = the system refuses to watch the folder “{ $path }”
watch-limit = the system cannot watch so many folders: the files are read again regularly, and changes show a little later
serve-ready = Preview of the site: { $address }
    Changes show as soon as you save. To stop: Ctrl-C.
serve-day = some pages have a day of publication or of withdrawal: the preview takes that of the computer
    To publish, give it: boucle build --date { $day }
serve-no-format = serve shows faults in the browser and in the terminal: --format changes nothing there
    To do: leave --format out. For another program: boucle check --format json.
serve-port-taken = port { $port } is already taken by another program
    To do: choose another one with --port, or let Boucle choose.
serve-port-reserved = the system gives port { $port } to its administrator alone
    To do: choose a number from 1024 with --port, or let Boucle choose.
serve-bad-editor = “{ $text }” does not say where the name of the file goes: --editor expects an address with {"{file}"}
    To do: write for example --editor "{ $usual }".
serve-no-port = the system gives no port for the preview
serve-bad-port = “{ $text }” is not the number of a port: --port expects a number from 1 to 65535
serve-no-browser = the browser does not open by itself: copy the address above
serve-changed = { $time } ms: { $count }
serve-unchanged = { $time } ms: nothing new; { $count }
help-serve = Shows the site while it is written, and publishes nothing
help-port = The port of the preview (4000, or the first that is free)
help-open = Opens the browser
help-downloads = Also makes the guide to take away, at every change
help-no-pdf = Does not make the PDF files, to be faster
help-poll = Reads the files again regularly, for a disk of a network
help-editor = The address that opens a file in the editor, with { "{file}" }, { "{line}" } and { "{column}" }

# The report of a build
report-title = Report of the build
report-summary = { $pages } pages and { $files } files, { $weight } in all. The first view of a page weighs { $mean } on average, compressed. Pages over their budget: { $over }.
report-heaviest = The heaviest files
report-old-pictures = Pictures that are not offered in a recent format
report-unused = Files that no page shows
report-none = None.
report-pages = The pages, from the heaviest to the lightest
report-page = Page
report-file = File
report-weight = Weight
report-requests = Files
report-nodes = Elements
report-over = Over budget
report-parts = What weighs most
report-yes = yes
report-no = no
report-csv-head = page,weight,files,elements,over,ecoindex
report-sample-head = page,reason
report-sample-fixed = fixed page
report-sample-kind = one page of each kind
report-sample-drawn = drawn at random
cli-report-place = the report cannot be written in “{ $folder }”: this folder is the site, its sources or the published folder, or one of them is in it
    To do: choose another folder, for example --report report
cli-report = report in “{ $folder }”
cli-reference = “{ $file }” is not a reference of EcoIndex: it must be a JSON file with `quantiles`, which gives `dom_size`, `nb_request` and `response_size`, each of 21 numbers
cli-reference-missing = the file “{ $file }” cannot be found: check its name and its folder, which --ecoindex takes from the one where you are
help-report = The folder for a report on what each page costs; it is not published
help-ecoindex = The reference file of EcoIndex, to give pages a score in the report

outside-asked = before the reader does anything, the browser would call another site: “{ $host }”
outside-asked-help = copy this file into the site, or put in its place a link that readers follow if they wish
cookie-set = this script of the theme reads or sets a cookie
cookie-set-help = take it out: the site says that it sets none
storage-set = this script of the theme keeps something on the device of the reader before any action of theirs
storage-set-help = keep it only when the reader asked for it, for example after a click; otherwise take it out
theme-heading-skip = on the page “{ $path }”, the theme goes from a heading of level { $from } to a heading of level { $to }
half-colour = the theme gives a colour to a text, and does not give the whole page those of the text and of the ground
half-colour-help = declare both together, for `body`: `color: …; background: …`
half-picture = a picture stands behind a text without a colour behind it: if it does not come, the text may become unreadable
half-picture-help = add a colour near that of the picture: `background-color: …`
audit-ending = the accessibility audit will be three years old on { $day }: the site will then show “non conforme”
audit-old = the accessibility audit is more than three years old since { $day }: the site shows “non conforme”
audit-help = have a new audit made, then write its day and its rate: `audit_date: …` and `rate: …`
image-heavy = photograph of { $weight }, of { $width } × { $height } points, reduced to { $published } in the site
image-heavy-position = photograph of { $weight }, of { $width } × { $height } points, reduced to { $published } in the site; its GPS position is not published
image-heavy-help = nothing to do for the site; to make the folder lighter, put a photograph of 2,000 points of width at most in its place
level-no-reason = this setting does not say its level, or not why
address-preview = the address “{ $address }” is that of the preview on your computer: nobody else can open it
address-preview-help = put in its place the page of the site that you meant: `../guide/my-page.md`
address-detour = the address “{ $address }” goes through a program that watches links (mail, search engine)
address-odd = the address “{ $address }” holds signs too many: it would not lead where it should
address-tracked = the address “{ $address }” tells the other site where the reader comes from
address-own = the address “{ $address }” is that of a page of this site: written in full, it would not follow the site to another name, and leaves the preview
address-account = the address “{ $address }” often asks for an account: your readers would see a page to log in only
address-account-help = open it in a private window; if it asks for a password, give the public address of the document, or put it beside the page
address-host = “{ $host }” cannot be the name of a site
address-host-help = copy the address from the bar of the browser
title-twice = another page of this collection has the same title, “{ $title }”
title-twice-first = it is this one
title-twice-help = delete the copy, or give each page a title that tells it apart
callout-bare = “{ $words }” opens a callout, but its line does not begin with `>`: it would be shown as it is
leftover = “{ $words }” comes from another program, and would be shown as it is
leftover-tag = “{ $words }” comes from the word processor and means nothing here
leftover-tag-help = delete these signs, and keep the words between them
leftover-help = delete this passage, or write what it meant
leftover-formula = “{ $words }” is a formula of a spreadsheet: it is not computed here, and would be shown as it is
leftover-formula-error = “{ $words }” is an error of a spreadsheet, in place of a number
leftover-formula-help = write the number that it was to give
leftover-callout-help = for a callout, begin each of its lines with `>`, and the first with its kind: `> [!CONSEIL] Title of the callout`
leftover-mark-help = to stress words, write: `**the important words**`
braces = “{ $words }” would be shown as it is: this setting does not exist
braces-apart = “{ $words }” would be shown as it is: the braces touch the words whose language they give
braces-lang = “{ $words }” would be shown as it is: the language is written “lang=” and a code of two letters
braces-code = “{ $words }” names no language: browsers know its code of two letters only
braces-unknown-code = “{ $words }” names no language: none has the code “{ $code }”
braces-unknown-code-help = write the code of two letters of the language, for example `{ $line }`
braces-unclosed = these braces are not closed: they would be shown as they are
braces-words-help = delete these braces; after words between square brackets, they say nothing but their language: `{"{"}lang=br{"}"}` for Breton
braces-help = delete it; after a picture one may write `{"{"}decorative{"}"}` or `{"{"}credit="…"{"}"}`
mail-hidden = the address “{ $address }” is in disguise: it is no link, and a screen reader reads it badly
link-scheme-space = link restored: this address has no space
picture-size = picture restored: its width is not written, the site chooses one for each screen
table-title-after = the title of this table comes after it, and would be no part of it
table-title-after-help = put this line before the table, between two empty lines: `{ $line }`
text-signs = “{ $field }” is shown as it is written, with “{ $signs }”
short-brackets-help = close each link with two brackets: `[[{ $name }]]`
alt-long-missing = the image “{ $image }” is a chart, a diagram or a map, and nothing tells what it shows to who cannot see it
alt-long-missing-help = describe it in a few sentences, which will be shown under it: `{"{"}map description="The three zones of the territory, from north to south: …"{"}"}`
