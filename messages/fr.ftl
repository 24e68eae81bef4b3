# Faults on screen: names of levels (the code comes from the rule), advice, counts.
show-level-error = erreur[{ $code }]{"\u00A0"}
show-level-warning = attention[{ $code }]{"\u00A0"}
show-level-advice = conseil[{ $code }]{"\u00A0"}
show-to-do = À faire{"\u00A0"}
show-to-do-line = À faire : { $text }
show-count-errors = { $number ->
    [one] { $number } erreur
   *[other] { $number } erreurs
}
show-count-warnings = { $number ->
    [one] { $number } remarque
   *[other] { $number } remarques
}
show-count-advice = { $number ->
    [one] { $number } conseil
   *[other] { $number } conseils
}
show-count-files = { $number ->
    [one] dans { $number } fichier
   *[other] dans { $number } fichiers
}
show-count-none = aucune remarque
show-unchanged = { $number ->
    [one] { $number } message inchangé
   *[other] { $number } messages inchangés
}
show-more-files = { $files ->
    [one] { $files } autre fichier n’est pas montré
   *[other] { $files } autres fichiers ne sont pas montrés
} ({ $faults ->
    [one] { $faults } message
   *[other] { $faults } messages
}) : rien n’y est plus grave. Corrigez d’abord ce qui précède, ou demandez la liste complète avec --format json.
show-advice-waits = { $number ->
    [one] { $number } conseil n’est pas montré
   *[other] { $number } conseils ne sont pas montrés
} tant qu’il reste des erreurs. Pour tout voir : boucle verifier --tout

# Writing the site.
write-path = une page devrait être publiée à l’adresse « { $path } », qui ne peut pas être un nom de fichier.
    C’est un défaut de Boucle ou du thème graphique, pas de vos textes : signalez-le.
write-twice = « { $path } » devrait être à la fois un fichier et un dossier.
    À faire : changez l’adresse de l’une des pages concernées.
write-holds-site = le site ne peut pas être publié dans « { $path } » : ce dossier contient vos textes ou le site lui-même, qui seraient effacés.
    À faire : choisissez un autre dossier, par exemple --output output
write-inside-sources = le site ne peut pas être publié dans « { $path } » : ce dossier fait partie de vos sources.
    À faire : choisissez un autre dossier, par exemple --output output
write-is-file = le site ne peut pas être publié dans « { $path } » : c’est un fichier, pas un dossier.
    À faire : renommez ce fichier ou choisissez un autre dossier.
write-is-link = le site ne peut pas être publié dans « { $path } » : c’est un raccourci (lien) vers un autre endroit.
    À faire : indiquez le vrai dossier, ou supprimez ce raccourci.
write-leads-out = « { $path } » est un raccourci (lien) vers un autre endroit : rien n’y est écrit.
    À faire : remplacez-le par le dossier lui-même, puis recommencez.
write-not-ours = le dossier « { $path } » contient des fichiers que Boucle n’a pas écrits ({ $names }) : rien n’y est changé.
    À faire : choisissez un dossier vide ou nouveau. Si son contenu ne sert plus, videz-le vous-même, puis recommencez.
write-foreign = quelqu’un a ajouté ou remplacé des fichiers dans le dossier publié « { $path } » : { $names }. Rien n’y est changé.
    À faire : déplacez-les hors de ce dossier (une image ou un document se range avec les textes, dans content/), puis recommencez.
write-beside = une construction se sert du dossier « { $path } », à côté du site publié, mais il contient ce qu’elle n’a pas écrit ({ $names }) : rien n’y est changé.
    À faire : déplacez-le ou renommez-le, puis recommencez.
write-mounted = « { $path } » est le point de départ d’un autre disque, d’un volume partagé ou d’un conteneur : il ne peut être ni remplacé ni supprimé. Rien n’est changé.
    À faire : démontez-le, puis recommencez.
write-holder = Boucle ne peut rien créer dans « { $holder } », le dossier qui contient « { $path } », et ne peut donc pas remplacer le site d’un seul coup.
    À faire : demandez le droit d’écrire dans ce dossier, ou choisissez un autre dossier avec --output, par exemple { $path }/site
write-fixed = le dossier « { $path } » ne peut pas être remplacé d’un seul coup : c’est le point de départ d’un autre disque, d’un volume partagé ou d’un conteneur.
    À faire : choisissez un autre dossier avec --output, par exemple { $path }/site
write-busy = une autre construction du site est en cours à côté de « { $path } ».
    À faire : attendez qu’elle se termine, puis recommencez.
write-exists = « { $path } » existe déjà : rien n’y est changé.
    À faire : choisissez un autre nom.
write-stopped = la construction est interrompue : « { $path } » reste tel qu’il était.
    À faire : recommencez quand vous voulez, rien n’est à réparer.
write-full = le disque est plein : « { $path } » n’a pas pu être écrit. Rien n’est changé.
    À faire : libérez de la place, puis recommencez.
write-too-large = « { $path } » est trop gros pour ce disque ou dépasse la taille permise. Rien n’est changé.
    À faire : allégez ce fichier, ou demandez une limite plus haute.
write-denied = « { $path } » : l’ordinateur refuse l’accès. Rien n’est changé.
    À faire : vérifiez que vous avez le droit de modifier ce dossier.
write-read-only = « { $path } » est sur un disque en lecture seule. Rien n’est changé.
    À faire : choisissez un dossier sur un autre disque.
write-name-too-long = le nom « { $path } » est trop long pour ce disque, ou contient un signe qu’il refuse. Rien n’est changé.
    À faire : donnez une adresse plus courte à la page.
write-gone = « { $path } » a disparu, ou le dossier qui devrait le contenir n’existe pas. Rien n’est changé.
    À faire : vérifiez ce chemin, puis recommencez.
write-failed = « { $path } » n’a pas pu être lu ou écrit (erreur { $code } du système). Rien n’est changé.
    À faire : recommencez. Si l’erreur revient, signalez-la avec ce numéro.

# Ready-made advice, used by every room.
write-text = écrivez toute la valeur entre guillemets droits : `{ $text }`
write-line = écrivez : `{ $line }`
add-between-braces = ajoutez entre les accolades, après une virgule : `{ $line }`
add-line = ajoutez cette ligne : `{ $line }`
fill-line = complétez cette ligne : `{ $line }`
for-example = écrivez par exemple : `{ $line }`
did-you-mean = vouliez-vous écrire « { $word } » ?
known-types = les types sont : `{ $types }`
known-values = les valeurs connues sont : { $values }

# model: values of fields.
type-text = « { $field } » attend un texte, et il y a autre chose (une liste, des crochets ou rien)
type-one = « { $field } » attend une seule valeur, et il y en a plusieurs
type-plain-target = « { $field } » attend une adresse seule, sans crochets ni parenthèses ; il y a « { $value } »
type-integer = « { $field } » attend un nombre entier ; il y a « { $value } »
type-number = « { $field } » attend un nombre, sans son unité ; il y a « { $value } »
place-point = « { $field } » donne des coordonnées incomplètes ou qui ne sont nulle part sur Terre
type-amount-thousands = « { $field } » peut se lire de deux façons, « { $value } » : une virgule ou un point avant trois chiffres
type-number-decimals = si ce sont des décimales, écrivez-en une de plus : `{ $number }`
type-amount = « { $field } » attend un montant en euros ; il y a « { $value } »
type-boolean = « { $field } » attend oui ou non ; il y a « { $value } »
boolean-help = écrivez `{ $field }: oui` ou `{ $field }: non`
type-date = « { $field } » attend une date ; « { $value } » ne se lit pas comme une date
type-url = « { $field } » attend une adresse web complète, qui commence par https:// ; il y a « { $value } »
type-phone = « { $field } » attend un numéro de dix chiffres ; « { $value } » est incomplet
type-language = « { $field } » attend le code d’une langue, comme fr ou br ; il y a « { $value } »
type-site-address = « { $field } » attend l’adresse publique du site, sans nom d’utilisateur, sans « ? » ni « # »
type-email = « { $field } » attend une adresse électronique ; il y a « { $value } »
date-no-such-day = « { $field } » donne une date qui n’existe pas, « { $value } » : ce mois compte { $last } jours
date-no-such-month = « { $field } » donne une date qui n’existe pas, « { $value } » : les mois vont de 1 à 12
period-backwards = la période de « { $field } » finit avant de commencer : la date la plus ancienne s’écrit en premier
text-too-long = « { $field } » compte { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
} : le maximum est de { $bound }
text-too-long-help = { $number ->
    [one] retirez au moins un caractère
   *[other] retirez au moins { $number } caractères
} : le texte devient trop long à « { $words } »
text-too-short = « { $field } » compte { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
} : le minimum est de { $bound }
list-braces = la liste de « { $field } » est entre accolades : des crochets sont attendus
list-separator = dans la liste de « { $field } », les éléments sont séparés par « { $sign } » : une virgule est attendue, entre des crochets
list-twice = « { $name } » est deux fois dans la liste de « { $field } »
list-twice-help = gardez-le une seule fois
list-too-short-help = ajoutez-en { $number }
list-too-long-help = retirez-en { $number }
list-one-line = dans la liste de « { $field } », une ligne contient plusieurs éléments, séparés par une virgule
list-one-line-help = écrivez un seul élément par ligne, après un tiret et une espace, ou toute la liste sur une ligne : `{ $line }`
list-too-long = « { $field } » contient { $count ->
    [one] { $count } élément
   *[other] { $count } éléments
} : le maximum est de { $bound }
list-too-short = « { $field } » contient { $count ->
    [one] { $count } élément
   *[other] { $count } éléments
} : le minimum est de { $bound }
number-bounds = « { $field } » vaut { $value } : les valeurs permises vont de { $min } à { $max }
text-cut = le signe # coupe la valeur de « { $field } » : ce qui le suit serait perdu
choice-unknown = « { $value } » n’est pas une valeur connue pour « { $field } »
collection-unknown = la collection « { $name } » n’existe pas
field-unknown = « { $field } » n’est pas une rubrique connue ici
field-there = « { $word } » est déjà rempli : supprimez cette ligne, ou celle de « { $word } » pour garder cette valeur sous ce nom
field-missing = la rubrique « { $field } » est obligatoire et n’est pas remplie
field-expected = la mention « { $field } » reste à compléter
group-expected = des rubriques sont attendues ici, une par ligne, chacune avec son nom suivi de deux points et de sa valeur

# model: the description of the site's fields, for whoever looks after the site.
model-missing = le fichier « { $path } » est absent, alors qu’il décrit ce que les pages du site contiennent
model-missing-help = remettez ce fichier en place, ou reprenez celui d’un site neuf : `boucle initialiser nouveau-site`
model-empty = le fichier « { $path } » ne décrit aucune collection : rien ne dit ce que les pages du site contiennent
model-empty-help = reprenez ce fichier tel qu’il était avant d’être vidé, ou celui d’un site neuf : `boucle initialiser nouveau-site`
model-not-a-map = des lignes formées d’un nom, de deux points et d’une valeur sont attendues ici
model-unknown-key = « { $key } » n’est pas un réglage connu ici
model-flag = ce réglage attend oui ou non
model-integer = ce réglage attend un nombre entier
model-role = « { $word } » n’est pas un rôle que Boucle connaît : seul un modèle de page du thème pourrait s’en servir
model-whole = `whole` demande un titre et une adresse : `whole: {"{"} title: Le guide en une page, url: /guide-en-une-page/ {"}"}`
model-path = « path » attend le dossier ou le fichier où sont les pages de la collection, depuis content/
model-url = l’adresse « { $url } » ne convient pas : elle doit commencer par / et n’avoir, entre les barres, que des minuscules sans accent, des chiffres, des traits d’union et {"{"}slug{"}"}
model-field-name = le nom de rubrique « { $field } » ne peut pas servir : écrit tel quel, il ne serait pas lu
model-field-name-help = appelez-la par exemple `{ $name }` ; les lecteurs voient ce que dit `label:`
model-field-name-other = donnez-lui un autre nom ; les lecteurs voient ce que dit `label:`
model-odd-name = le nom de rubrique « { $field } » n’est pas un seul mot qui commence par une lettre et n’a que des lettres, des chiffres, _ et -, { $most } signes au plus : il s’écrit moins sûrement
model-odd-name-help = si vous en changez, par exemple pour `{ $name }`, renommez-la aussi dans les pages ; les lecteurs voient ce que dit `label:`
model-odd-name-other = si vous en changez, renommez-la aussi dans les pages ; les lecteurs voient ce que dit `label:`
model-usual = chaque page a déjà une rubrique « { $field } », d’un autre type : Boucle s’en sert lui-même
model-usual-help = donnez un autre nom à la vôtre ; pour garder celle-ci, écrivez `{ $type }`
model-no-type = la déclaration de « { $field } » ne dit pas son type, par exemple `type: text`
model-unknown-type = le type « { $type } », donné à « { $field } », n’existe pas
model-no-target = cette rubrique renvoie à une autre collection, et `to:` ne dit pas laquelle
model-no-fields = ce groupe n’a pas de rubriques, et `fields:` doit en donner la liste
model-no-entry-fields = la collection « { $collection } » n’a pas de rubriques, et `fields:` doit en donner la liste
model-no-filter = la rubrique « { $field } », de type « { $type } », ne peut pas servir à affiner une liste : retirez `facet`, ou donnez-lui un de ces types : choice, choices, reference, references, text, date, period, place
model-no-options = cette rubrique propose un choix, et `options:` n’en donne pas les valeurs
model-no-item = cette rubrique est une liste, et `of:` ne dit pas ce qu’elle contient
model-target = « { $field } » renvoie à la collection « { $target } », qui n’existe pas
model-data-name = « { $value } » ne convient pas pour `{ $key }` : des lettres sans accent et des chiffres, sans espace, en commençant par une minuscule
model-schema-org = « { $word } » n’est pas un mot de schema.org que Boucle connaît ici
model-order = la collection « { $collection } » est rangée selon « { $field } », qui n’est pas une de ses rubriques
pdf-not-set = cette page ne peut pas être mise en page pour le PDF
pdf-not-set-help = si le texte n’y est pour rien, corrigez `pdf/` dans le thème graphique ; Typst dit : « { $said } »
pdf-no-glyph = le signe « { $sign } » n’a pas de dessin dans les caractères du PDF : il y est remplacé par �
pdf-no-glyph-help = écrivez un mot à la place de ce signe
print-wide-table = ce tableau de { $columns } colonnes ne tient pas sur la largeur d’une feuille
print-wide-table-help = échangez ses lignes et ses colonnes, coupez-le en deux, ou raccourcissez ses mots les plus longs
print-coarse = cette image de { $width } points de large ne s’imprime nettement que sur { $centimetres } cm
print-coarse-help = donnez l’image d’origine, d’au moins 1 000 points de large
book-part = « { $target } » ne peut pas être une partie du livre : c’est un fichier ou l’adresse d’un autre site
book-sheets = « { $target } » n’est pas une collection dont chaque fiche a sa page
book-by = la collection « { $collection } » n’a pas de rubrique de renvoi « { $field } » selon laquelle la ranger

# content: headers, data files, settings, languages, addresses.
header-long-dashes = le traitement de texte a transformé les trois tirets de cette ligne en un tiret long
header-misopened = l’en-tête commence par « { $signs } » : une ligne de trois tirets est attendue
header-misclosed = l’en-tête se ferme par « { $signs } » : une ligne de trois tirets est attendue
header-opened-twice = l’en-tête commence par deux lignes de tirets : la deuxième le ferme avant qu’il ne contienne quelque chose
header-opened-twice-help = supprimez une de ces deux lignes
header-twice = la page a un deuxième en-tête, collé sous le premier
header-twice-help = gardez un seul des deux : reportez dans le premier ce qui y manque, puis supprimez celui-ci, jusqu’à la ligne { $last }
header-unclosed = l’en-tête ouvert par cette ligne de tirets n’est pas fermé
header-none = cette page n’a pas d’en-tête : ses rubriques obligatoires manquent
file-empty = ce fichier est vide
file-empty-help = reprenez le texte qu’il avait (Ctrl+Z dans l’éditeur, ou une sauvegarde) ; si la page est nouvelle, supprimez ce fichier, puis faites-la avec `boucle nouveau { $collection } "…"`, son titre entre les guillemets
header-none-help = commencez le fichier par ces lignes : `---`, `{ $lines }`, `---`
header-unclosed-help = ajoutez une ligne `---` après la ligne { $number } (`{ $line }`), avant le texte
yaml-too-big = ce passage est trop long ou trop compliqué : Boucle lit au plus { $limit } ko et { $levels } niveaux emboîtés
yaml-duplicate-key = la rubrique « { $key } » est écrite deux fois
yaml-duplicate-key-help = gardez une seule des deux lignes et supprimez l’autre
yaml-duplicate-group = « { $key } » est écrit deux fois, chaque fois avec ses propres lignes
yaml-duplicate-group-help = gardez un seul des deux, et supprimez l’autre avec les lignes qui en dépendent
yaml-duplicate-first = la première fois est ici
yaml-tab = la ligne commence par une tabulation (touche Tab), qui n’est pas acceptée ici
yaml-tab-help = remplacez la tabulation par des espaces : `{ $line }`
yaml-no-break = une espace insécable, copiée d’un traitement de texte, se trouve là où il faut une espace ordinaire
yaml-glued-dash = il manque une espace après le tiret
yaml-bullet = ce signe, copié d’un traitement de texte, ne fait pas une liste : un tiret et une espace sont attendus
yaml-glued-colon = il manque une espace après les deux points de « { $key } »
yaml-equals = le nom « { $key } » est suivi du signe « = » : deux points et une espace sont attendus
yaml-bare-name = il manque deux points après « { $key } »
yaml-side-by-side = plusieurs rubriques se suivent sur cette ligne : il manque les accolades autour d’elles et des virgules entre elles
yaml-curly = les guillemets { $open } { $close } viennent du traitement de texte ; ils ne protègent pas la valeur
yaml-curly-kept = les guillemets “ ” autour de la valeur viennent du traitement de texte : ils seraient affichés
yaml-curly-help = remplacez-les par des guillemets droits (touche 3 du clavier français) : `{ $line }`
yaml-early-apostrophe = la valeur se ferme trop tôt, à l’apostrophe de « { $word } »
yaml-early-quote = la valeur se ferme trop tôt, au guillemet qui suit « { $word } »
yaml-early-help = utilisez des guillemets droits doubles autour de toute la valeur : `{ $line }`
yaml-bracket-text = la valeur de « { $key } » commence par un crochet ou une accolade, qui se ferme avant la fin de la valeur
yaml-unclosed = le signe { $sign } est ouvert ici, et rien ne le ferme
yaml-reserved = la valeur de « { $key } » commence par { $sign }, un signe réservé à un autre usage
yaml-shifted = cette ligne n’est pas alignée avec celles qui l’entourent
yaml-shifted-help = { $number ->
    [0] placez-la au bord gauche
    [one] placez-la après une espace
   *[other] placez-la après { $number } espaces
} : `{ $line }`
yaml-comma = une virgule ou un point-virgule suit la valeur de « { $key } », entre guillemets
yaml-commas = une virgule de trop suit un élément ou termine cette ligne
yaml-round-brackets = ces rubriques sont entre parenthèses : des accolades sont attendues
yaml-item-dash = il manque un tiret devant cet élément de la liste
yaml-bold = des étoiles de mise en forme entourent des mots de « { $key } » : cette valeur commencerait par un signe réservé
yaml-stray = cette ligne n’est pas une rubrique
yaml-stray-help = supprimez-la, ou placez-la dans le texte de la page, sous l’en-tête
yaml-continued = cette ligne n’est pas une rubrique : elle semble être la suite de la précédente
yaml-continued-help = écrivez toute la valeur sur une seule ligne : `{ $line }` ; si c’est une rubrique, mettez deux points après son nom
yaml-colon = la valeur de « { $key } » contient « : », signe réservé au nom des rubriques
yaml-cut = entre accolades, une virgule sépare deux rubriques : elle couperait la valeur de « { $key } », qui n’est pas entre guillemets
yaml-list-below = la liste de « { $key } » commence sur la ligne de son nom et continue en dessous : elle serait lue comme un seul texte
yaml-list-below-help = mettez tous ses éléments en dessous, un par ligne après un tiret, ou tous sur la ligne : `{ $line }`
yaml-nameless = il manque le nom de la rubrique au début de cette ligne
yaml-value-above = une valeur suit « { $key } », dont les rubriques sont en dessous
yaml-value-above-help = gardez le nom seul, `{ $line }`, et donnez à la valeur la ligne d’une rubrique
yaml-unclosed-above = il manque le signe { $sign } à la fin de cette ligne : ce qui est ouvert plus haut n’est pas fermé
yaml-bold-key = des signes de mise en forme entourent le nom de la rubrique « { $key } »
yaml-dash-key = un tiret précède le nom de la rubrique « { $key } » : il annoncerait un élément de liste
yaml-tab-after = une tabulation suit les deux points de « { $key } », alors qu’une espace est attendue
yaml-braces-signs = entre accolades, chaque rubrique est suivie de deux points et d’une espace, et une virgule la sépare de la suivante
yaml-one-line = plusieurs rubriques sont écrites sur la même ligne, sans accolades
yaml-lone-quote = un guillemet droit termine la valeur de « { $key } », et rien ne l’ouvre
yaml-no-dash = une rubrique déjà donnée, « { $key } », commence un nouvel élément de la liste : il manque un tiret devant elle
yaml-decimal = entre accolades, une virgule sépare deux rubriques : elle couperait « { $key } »
yaml-comment = cette ligne est une remarque écrite comme dans un autre langage : dans l’en-tête, une remarque commence par #
yaml-short-links = les doubles crochets servent dans le texte : dans l’en-tête, « { $key } » attend seulement les noms
yaml-backslash = le signe \ a un sens particulier entre guillemets droits : il s’y écrit deux fois
yaml-command = la valeur de « { $key } » contient un caractère invisible (U+{ $sign }) qui commande une machine, et n’a pas sa place dans un texte
yaml-command-help = supprimez ce caractère, ou le code qui le produit (comme `\0`, `\e` ou `\x1b` entre guillemets droits)
yaml-unfinished = ce passage s’arrête trop tôt : un guillemet, un crochet ou une accolade n’est pas fermé
yaml-alias = une valeur commence par un signe réservé (comme & ou *), ou ce passage est trop compliqué
yaml-many = une ligne de trois tirets coupe ce passage en deux, alors qu’il doit être d’un seul tenant
file-cut = le fichier s’arrête au milieu de cette ligne : il n’a sans doute pas été enregistré en entier
file-cut-help = reprenez ce fichier tel qu’il était avant, ou terminez cette ligne et écrivez ce qui la suivait
yaml-syntax = cette ligne, ou celle qui la précède, ne se lit pas : un signe y est mal placé, ou un guillemet n’est pas fermé
yaml-syntax-help = écrivez le nom de la rubrique, deux points, une espace, puis la valeur entre guillemets droits : `titre: "L'économie circulaire"`
conflict = deux versions d’un même passage sont restées ici, l’une sous l’autre : un conflit de Git, que personne n’a tranché ; les deux seraient publiées
conflict-help = gardez une seule des deux versions, celle qui est au-dessus de la ligne { $middle } (`=======`) ou celle qui est au-dessous, et supprimez les trois lignes de signes : celle-ci, la ligne { $middle } et la ligne { $last } (`>>>>>>>`)
conflict-base-help = gardez une seule des deux versions, celle qui est au-dessus de la ligne { $base } (`|||||||`) ou celle qui est au-dessous de la ligne { $middle } (`=======`), et supprimez le reste, jusqu’à la ligne { $last } (`>>>>>>>`) : les quatre lignes de signes, et l’ancienne version entre la ligne { $base } et la ligne { $middle }
outside-collections = ce fichier n’est dans aucun des dossiers dont les textes deviennent des pages
outside-folder = { $number } textes du dossier « { $folder } » ne sont dans aucun des dossiers dont les textes deviennent des pages
outside-folder-help = { $number ->
    [one] le site attend cette page dans le dossier `{ $place }` : donnez ce nom au sien, ou rangez-la dans celui-là
   *[other] le site attend ces pages dans le dossier `{ $place }` : donnez ce nom au leur, ou rangez-les dans celui-là
    }
outside-collections-help = { $number ->
    [one] rangez-le dans l’un de ces dossiers : `{ $places }`
   *[other] rangez-les dans l’un de ces dossiers : `{ $places }`
    }
type-site-page = « { $field } » attend l’adresse du site, et non celle de sa première page ; il y a « { $value } »
data-ending = ce fichier de données n’est pas lu : il s’appelle « { $name } », et le site attend « { $meant } »
data-ending-help = renommez-le « { $name } » (sous Windows : Affichage > Extensions de noms de fichiers), ou supprimez-le si ce fichier existe déjà
page-elsewhere = les rubriques de cette page sont celles de « { $collection } », et non celles de ce dossier
page-elsewhere-help = rangez-la dans le dossier `{ $place }`
entry-alone = « { $key } » n’a qu’une valeur, alors que ses rubriques sont attendues en dessous, une par ligne, après deux espaces
entry-alone-help = écrivez ces lignes : `{ $lines }`
text-lost-many = { $count } signes de ce fichier ont été perdus par le logiciel qui l’a enregistré, celui-ci le premier
text-lost-many-help = reprenez une version plus ancienne du fichier, enregistrez-la en choisissant « Encodage : UTF-8 », ou tapez de nouveau ces lettres
place-swapped = la latitude et la longitude de « { $field } » semblent échangées
data-outside = aucune collection ne lit ce fichier de données : rien de ce qu’il contient n’est publié
data-outside-help = renommez-le comme l’un de ceux que le site attend : `{ $places }`
entries-expected = ce fichier de données doit contenir des fiches, chacune par son nom suivi de deux points
language-unknown = la langue « { $lang } » n’est pas une des langues du site
language-unknown-help = corrigez la langue de la page, ou ajoutez celle-ci aux réglages du site : `languages: [{ $lang }]`
address-bad = l’adresse « { $address } » contient des signes qu’une adresse web n’admet pas (majuscules, espaces, accents…)
address-reserved = l’adresse « { $address } » ne peut pas être le nom d’un fichier sur tous les ordinateurs (un nom que Windows se réserve, ou des signes qui ne conviennent pas) : choisissez-en une autre
address-empty = ce nom n’a ni lettre ni chiffre dont une adresse puisse être tirée
address-sign = le nom du fichier contient le signe « { $sign } », qui ne convient ni à une adresse ni à tous les ordinateurs
address-sign-help = renommez le fichier avec des lettres sans accent, des chiffres et des traits d’union
page-too-long = ce fichier dépasse { $limit } Mo, ce qui est trop pour une page
encoding-windows = les accents de ce fichier sont enregistrés à l’ancien format de Windows ; ils ont été lus correctement
encoding-macintosh = les accents de ce fichier sont enregistrés à l’ancien format du Macintosh ; ils ont été lus correctement
encoding-utf16 = ce fichier est enregistré au format « UTF-16 » ; il a été lu correctement
encoding-fix-help = ou tapez : boucle corriger
encoding-help = enregistrez le fichier en choisissant « Encodage : UTF-8 » (Bloc-notes : Fichier > Enregistrer sous)
site-empty = ce fichier est vide, alors qu’il donne le nom du site et ses réglages
site-missing = le fichier « { $path } » est absent, alors qu’il donne le nom du site et ses réglages
site-missing-help = remettez ce fichier à sa place ; pour un site neuf, créez-le avec au moins cette ligne : `title: Le nom du site`
content-missing = le dossier « content » est absent ou vide, alors que tout le site y est
content-missing-help = remettez ce dossier et ses fichiers à leur place, sous le nom « content »
no-address = le site ne dit pas son adresse publique : ses flux, son plan pour les moteurs de recherche et le catalogue de ses données, qui en ont besoin, ne sont pas publiés
no-home = la page d’accueil manque : « { $path } » n’est pas là, et il n’y aurait rien à l’adresse du site
no-home-help = remettez ce fichier en place, sous ce nom
level-known = les niveaux sont : erreur (error), attention (warning), conseil (advice), et non (off) pour ne rien dire
level-unknown = « { $level } » n’est pas un niveau connu

# markdown: the text of a page.
markdown-html-deep = trop de balises HTML s’ouvrent ici à l’intérieur d’autres, sans se fermer : elles sont montrées telles quelles
markdown-html-deep-help = fermez chaque balise, ou écrivez ce passage en Markdown
markdown-depth = des listes ou des citations s’emboîtent ici sur plus de { $max } niveaux : ce qui est plus profond perd sa mise en forme
note-missing = la note « { $name } » est appelée ici, mais son texte n’est écrit nulle part
note-missing-help = ajoutez cette ligne à la fin de la page, avec le texte de la note : `{ $line }`
note-misspelt-help = écrivez comme là où cette note est écrite : `{ $line }`
note-uncalled = la note « { $name } » n’est appelée nulle part dans le texte
note-uncalled-help = appelez-la dans le texte par `[^{ $name }]`, ou supprimez-la

# site: dates of publication, addresses.
date-unknown-now = cette page a une date de publication ou de retrait, et Boucle ne connaît pas la date du jour
date-unknown-now-help = donnez la date du jour à la commande : `--date AAAA-MM-JJ`
date-never = cette page est retirée avant le jour où elle serait publiée : elle ne paraîtra jamais
date-never-help = donnez à `retirer_le` un jour qui suit celui de `publier_le`
address-twice = l’adresse « { $address } » est déjà prise
address-twice-other = cette page a la même adresse
address-twice-help = donnez une autre adresse à l’une des deux pages par une ligne `adresse: autre-nom`, ou retirez cette adresse de ses anciennes adresses
address-shared = les pages de « { $collection } » auraient toutes cette adresse : il y manque {"{"}slug{"}"}, qui y met le nom de chacune
old-address-bad = l’ancienne adresse « { $address } » contient des signes qui ne conviennent pas : gardez des lettres sans accent, des chiffres et des traits d’union
old-address-anchor-help = un navigateur n’envoie pas ce qui suit « # », et une redirection ne lit pas ce qui suit « ? » : gardez `{ $address }`, si aucune autre page ne l’a

# check: links and references.
link-dead = le lien « { $target } » ne mène à aucune page du site
link-dead-help = remplacez l’adresse du lien par : `{ $suggestion }`
link-dead-no-help = corrigez l’adresse du lien, créez la page qui manque, ou retirez le lien en gardant ses mots
link-outside = le lien « { $target } » mène hors du dossier du site : seul ce qui est rangé dans « content » peut être publié
link-scheme = l’adresse « { $target } » n’est pas admise ici : un lien mène à une page, à un site web ou à une adresse électronique, et une image est un fichier du site
link-forbidden-help = écrivez une adresse qui commence par « https:// », ou rangez le document à côté de la page
picture-forbidden-help = rangez l’image à côté de la page, et écrivez le nom de son fichier
link-ambiguous = « { $target } » peut désigner plusieurs pages : { $candidates }
link-to-draft = la page « { $target } » n’est pas publiée : c’est un brouillon
link-early = la page « { $target } » n’est publiée qu’à partir du { $jour }
link-late = la page « { $target } » n’est plus publiée depuis le { $jour }
link-early-help = ajoutez ce renvoi ce jour-là, ou donnez à cette page la même ligne : `publier_le: { $iso }` ; pour vérifier le site tel qu’il sera alors : boucle verifier --date { $iso }
link-late-help = retirez ce renvoi, ou changez la ligne `retirer_le` de la page visée
link-draft-help = publiez la page visée en supprimant sa ligne `brouillon`, ou retirez ce renvoi en attendant
id-twice = deux parties de cette page portent le même nom, « { $name } » : les liens qui y mènent s’y perdraient
id-twice-heading = donnez un autre nom à cette partie : `{ $line }`
id-twice-help = donnez un autre nom à l’une des deux : remplacez `id="{ $name }"`
anchor-dead-known = les titres de la page visée sont : { $anchors }
anchor-dead-help = choisissez l’un des titres de cette page, ou retirez la fin de l’adresse, à partir du signe #
anchor-dead = la page visée n’a pas de partie « { $anchor } »
reference-unknown = « { $field } » cite « { $name } », qui n’existe pas dans « { $collection } »
reference-draft = « { $field } » cite « { $name } », qui n’est pas publié : c’est un brouillon
reference-early = « { $field } » cite « { $name } », qui n’est publié qu’à partir du { $jour }
reference-late = « { $field } » cite « { $name } », qui n’est plus publié depuis le { $jour }
reference-commas = « { $field } » cite plusieurs pages à la suite, « { $name } » : il manque des virgules entre elles
reference-add = ajoutez au besoin « { $name } » à la fin du fichier `{ $path }`, par ces lignes : `{ $lines }`
reference-create = créez au besoin la page qui manque, dans le fichier `{ $path }`
links-gone = { $number } liens mènent dans le dossier « { $folder } », qui n’a plus aucune page : a-t-il été déplacé, renommé ou vidé ?
links-gone-cited = { $number } liens mènent dans le dossier « { $folder } », qui n’a plus aucune page, et { $references ->
    [one] { $references } renvoi cite
   *[other] { $references } renvois citent
} une de ses pages : a-t-il été déplacé, renommé ou vidé ?
links-gone-other = ce lien aussi
links-gone-help = remettez ce dossier et ses pages à leur place ; si vous n’en voulez plus, retirez ces liens en gardant leurs mots
links-gone-rename = ses pages sont dans le dossier « { $home } » : redonnez-lui le nom « { $folder } »
links-gone-move = ses pages sont dans le dossier « { $home } » : remettez-les dans le dossier « { $folder } »
links-gone-home = ses pages sont dans le dossier « { $home } » : menez-y ces liens, par exemple par `{ $link }`
reference-gone = la collection « { $collection } » n’a aucune page : le dossier « { $folder } » a-t-il été déplacé, renommé ou vidé ? { $number ->
    [one] { $number } renvoi cite
   *[other] { $number } renvois citent
} une de ses pages
reference-gone-help = remettez ce dossier et ses pages à leur place, ou créez les pages qui manquent, par exemple dans le fichier `{ $path }`
data-emptied = le fichier « { $path } » est vide, alors que { $number ->
    [one] { $number } renvoi ou lien mène
   *[other] { $number } renvois ou liens mènent
} à ce qu’il doit décrire
data-emptied-help = reprenez ce fichier tel qu’il était avant d’être vidé ; si le site n’en avait pas besoin jusque-là, remplissez-le
data-gone = le fichier « { $path } » est absent, alors que { $number ->
    [one] { $number } renvoi ou lien mène
   *[other] { $number } renvois ou liens mènent
} à ce qu’il doit décrire : a-t-il été déplacé, renommé ou supprimé ?
data-gone-help = remettez ce fichier à sa place, tel qu’il était ; si le site n’en a jamais eu, créez-le
orphan = aucune autre page du site ne mène à celle-ci
orphan-help = ajoutez un lien vers cette page dans une autre page ou dans un menu

# check: images and files.
image-missing = le fichier de l’image « { $path } » est introuvable
image-case = l’image « { $path } » s’appelle « { $real } » (majuscules et minuscules comptent en ligne)
image-name = l’image « { $path } » s’appelle « { $real } » : chaque signe compte, espaces et accents compris
file-name = le fichier « { $path } » s’appelle « { $real } » : chaque signe compte, espaces et accents compris
image-points = cette image a { $width } × { $height } points : c’est plus de { $limit } millions
image-weight = cette image pèse plus de { $limit } Mo
image-large-help = enregistrez-la avec une largeur de 2000 points, qui suffit à tous les écrans
image-damaged = l’image « { $path } » ne se lit pas
image-damaged-help = enregistrez-la de nouveau au format JPEG ou PNG
image-format = le format de l’image « { $path } » ne se lit pas
image-format-help = enregistrez-la au format JPEG, PNG ou WebP
image-drawing = le dessin « { $path } » pèse plus de { $limit } Mo : simplifiez-le, ou enregistrez-le au format PNG
image-memory = l’image « { $path } » demande trop de mémoire : enregistrez-la avec une largeur de 2000 points, en 8 bits par couleur
drawing-amount = le flux de « { $from } » à « { $to } » a une quantité qui n’est pas au-dessus de zéro : retirez-le, ou corrigez sa quantité
drawing-loop = ce qui part de « { $name } » y revient : un flux va toujours vers la droite. Retirez le retour, ou montrez-le avec le bloc `boucle`
drawing-long = plus de { $limit } acteurs se suivent : c’est trop pour un écran. Regroupez-en, ou faites deux dessins
drawing-credit = cette carte a un fond et pas de crédit : dites d’où viennent les contours et sous quelle licence, par une ligne `credit: …`
drawing-no-place = cette carte ne montre aucun lieu : ajoutez-en dans `lieux`, ou donnez une latitude et une longitude au territoire des fiches
drawing-degrees = cette carte a des coordonnées qui ne sont pas des degrés : latitude de -85 à 85, longitude de -180 à 180 (WGS 84)
drawing-contours = le fond de carte « { $path } » ne se lit pas : il faut un fichier GeoJSON avec des lignes ou des surfaces
drawing-large = le fond de carte « { $path } » a plus de { $limit } points : simplifiez ses contours
drawing-heavy = le fond de carte « { $path } » dépasse { $limit } Mo : simplifiez ses contours
drawing-places = cette carte montre { $count } lieux, et plus de { $limit } ne s’y distingueraient pas : choisissez-en moins, ou faites plusieurs cartes
blocks-heavy = les blocs de cette page écrivent ensemble plus de { $limit } Mo : répartissez-les sur plusieurs pages
drawing-many = cette page a plus de { $limit } dessins : répartissez-les sur plusieurs pages
block-drawing = ce bloc demande un dessin qui n’existe pas, « { $name } »
theme-card = les couleurs des images de partage du thème ne se lisent pas
theme-pictures = la largeur des images du thème ne se lit pas
file-missing = le fichier « { $path } » est introuvable
file-case = le fichier « { $path } » s’appelle « { $real } » (majuscules et minuscules comptent en ligne)
alt-missing = l’image « { $image } » n’a pas de description
alt-missing-help = décrivez-la en moins de 80 caractères : `{ $line }` ; si elle est purement décorative, ajoutez `{"{"}decorative{"}"}` juste après elle
alt-file-name = la description de l’image « { $image } » n’est que le nom du fichier : dites plutôt ce que l’image montre
alt-long = { $length ->
    [one] la description de l’image compte { $length } caractère
   *[other] la description de l’image compte { $length } caractères
} : 80 suffisent, le reste se dit dans le texte ou la légende

# check: headings, tables, blocks.
table-untitled = ce tableau n’a pas de titre
table-untitled-help = écrivez avant le tableau, entre deux lignes vides : `Tableau : le titre du tableau`
table-empty-header = une colonne de ce tableau n’a pas de nom : donnez-lui en un dans la première ligne
heading-first-level = ce titre est du premier niveau (#), réservé au titre de la page
heading-skip = on passe d’un titre de niveau { $from } à un titre de niveau { $to }
heading-again-help = si cette ligne répète le titre de la page, supprimez-la, car il vient de l’en-tête ; sinon, écrivez : `{ $line }`
heading-title-again = ce titre répète celui de la page, qui est déjà affiché au-dessus du texte
heading-title-again-help = supprimez cette ligne
heading-line-help = écrivez : `{ $line }`
section-order = la partie « { $title } » se place avant « { $before } »
section-twice = la partie « { $title } » est déjà dans cette page
section-twice-first = la première est ici
section-twice-help = réunissez les deux textes sous un seul titre, ou donnez à celle-ci le nom d’une autre partie
section-low = la partie « { $title } » est attendue dans cette page : son titre est ici de niveau { $level }, au lieu de 2
section-missing = la partie « { $title } » est attendue dans cette page
section-missing-help = ajoutez ce titre à sa place, suivi de son texte : `## { $title }`
section-unknown = « { $title } » n’est pas une partie attendue dans cette page
section-known = choisissez parmi les parties attendues, ou baissez ce titre d’un niveau (###) : { $titles }
section-known-first = choisissez parmi les parties attendues, ou supprimez ce titre si son texte présente la page : { $titles }
html-compared = les signes « < » et « > », collés à ce qu’ils comparent, sont lus comme une balise : les mots entre eux ne seraient pas publiés
html-refused = ces balises ne sont pas acceptées dans un texte et n’y seront pas publiées : { $names }{ $others ->
    [0] {""}
    [one] {" "}(et à un autre endroit)
   *[other] {" "}(et à { $others } autres endroits)
}
callout-unknown = l’encart « { $kind } » n’existe pas
callout-empty = l’encart « { $kind } » est vide
callout-empty-help = écrivez son texte sous cette ligne, chaque ligne précédée du signe `>`, ou supprimez-le
shortcut-single = un programme du thème graphique agit quand on touche la seule touche « { $key } » : qui dicte à l’ordinateur, ou touche le clavier par mégarde, le déclencherait
shortcut-single-help = demandez une touche de plus (Ctrl, Alt), ou n’écoutez cette touche que dans un champ ou sur un bouton
block-unknown = le bloc « { $name } » n’existe pas

# check: files that could not be read, and why.
unread-link = « { $path } » est un raccourci (lien) vers un autre endroit : remplacez-le par le fichier lui-même
unread-special = « { $path } » n’est pas un fichier ordinaire : retirez-le du dossier du site
unread-copy = « { $path } » est, d’après son nom, une copie de sauvegarde ou de conflit : gardez-en ce qui est juste, puis supprimez-la, ou renommez-la si c’est une page
unread-refused = « { $path } » n’a pas pu être lu : vérifiez que vous avez le droit d’ouvrir ce fichier
unread-folder = le dossier « { $path } » n’a pas pu être lu, ni rien de ce qu’il contient : vérifiez que vous avez le droit de l’ouvrir
unread-twice = deux fichiers s’appellent « { $path } », avec des accents écrits de deux façons que rien ne distingue à l’œil : renommez l’un des deux
unread-large = « { $path } » dépasse { $limit } Mo : hébergez ce fichier ailleurs, et mettez un lien
unread-many = le site a plus de { $limit } fichiers : « { $path } » et les suivants ne sont pas lus. Retirez ceux qui ne servent pas
unread-heavy = les fichiers du site dépassent ensemble { $limit } Mo : « { $path } » et les suivants ne sont pas lus. Retirez ceux qui ne servent pas, ou réduisez les plus grandes photos
limit-help = si le site en a vraiment besoin, relevez cette borne dans « { $path } » : `{ $line }`
limit-reached-help = aucune borne plus haute ne peut être demandée : allégez ce qui la dépasse, ou partagez-le
unread-name = le nom de « { $path } » contient des signes illisibles : renommez ce fichier avec des lettres, des chiffres et des traits d’union

# theme: templates. The fault is never in the texts.
theme-missing = le thème graphique « { $name } » est absent
theme-missing-help = corrigez ce nom, ou placez ce thème dans le dossier `themes/{ $name }`
template-wrong = un modèle de page du thème graphique contient une faute
template-filter = un modèle de page emploie le filtre « { $name } », qui n’existe pas
template-test = un modèle de page emploie le test « { $name } », qui n’existe pas
template-function = un modèle de page appelle la fonction « { $name } », qui n’existe pas
template-component = un modèle de page emploie le composant « { $name } », qui n’existe pas dans le thème graphique
template-unknown = un modèle de page demande le modèle « { $name } », qui manque dans le thème graphique
template-block = un modèle de page remplit le bloc « { $name } », que le modèle qu’il prolonge ne contient pas
template-variable = un modèle de page emploie « { $name } », que cette page ne donne pas
template-field = un modèle de page demande « { $name } », qui n’existe pas ici
template-undefined = un modèle de page emploie une valeur qui n’est pas renseignée : il doit d’abord vérifier qu’elle l’est
template-loop = un modèle de page parcourt une valeur qui n’est pas une liste
template-number = un modèle de page calcule avec une valeur qui n’est pas un nombre
template-compare = un modèle de page compare deux valeurs de natures différentes
template-unclosed = un modèle de page s’arrête avant la fin : une balise ouverte n’est jamais fermée
template-string = dans un modèle de page, un texte entre guillemets n’est pas refermé
template-comment = dans un modèle de page, un commentaire n’est pas refermé
template-end = dans un modèle de page, la balise qui ferme « { $name } » porte un autre nom
template-tag = un modèle de page contient la balise « { $name } », qui n’existe pas
template-open = dans un modèle de page, ce que la balise « { $name } » ouvre n’est jamais refermé
template-open-help = écrivez `{ $end }` là où finit ce qu’elle contient
template-closes-nothing = dans un modèle de page, la balise « { $name } » n’est pas à sa place : rien de ce qu’elle ferme ou partage n’est ouvert ici
template-crossed = dans un modèle de page, la balise « { $name } » vient trop tôt : ce que « { $inner } » ouvre se ferme d’abord
template-empty = un modèle de page contient une balise vide
template-ignored = ce passage d’un modèle de page serait perdu : dans un modèle qui en prolonge un autre, tout s’écrit dans des blocs
template-extends = dans un modèle de page, « extends » vient une seule fois, tout en haut du fichier
template-twice = un modèle de page contient deux fois le bloc ou le composant « { $name } »
template-nested = un modèle de page place un bloc ou « extends » à l’intérieur d’une autre balise
template-circle = un modèle de page finit par s’appeler lui-même, par « { $name } »
template-found = un modèle de page bute sur « { $name } », qui n’est pas attendu ici
template-everything = un modèle de page montre par « { $name } » tout ce qu’il reçoit, dans un ordre qui change à chaque construction
template-everything-help = nommez ce qui est à montrer, par exemple `{"{"}{"{"} page {"}"}{"}"}`
template-help = signalez cette faute à la personne qui s’occupe du thème : vos textes ne sont pas en cause
template-endless = le modèle de page « { $name } » écrit plus de { $limit } Mo pour une seule page : une de ses boucles ne s’arrête pas
template-work = le modèle de page « { $name } » fait, pour une seule page, plus de { $limit } { $limit ->
    [one] million
   *[other] millions
 } de pas : une de ses boucles ne s’arrête pas, ou en contient trop d’autres
template-depth = les modèles de page s’incluent ici sur plus de { $limit } niveaux : réunissez-en quelques-uns
template-missing = le modèle de page « { $name } » manque dans le thème graphique
block-template-missing = le bloc « { $name } » du thème graphique n’a pas de modèle
block-template-missing-help = ajoutez au thème le fichier `{ $file }`
theme-file-unreadable = ce fichier du thème graphique n’est pas un texte en UTF-8 : il a été laissé de côté
theme-file-unreadable-help = enregistrez-le à nouveau en UTF-8

# cli: what commands answer.
cli-no-site = il n’y a pas de site dans « { $root } » : le dossier « content » y manque
cli-no-site-help = À faire : placez-vous dans le dossier du site, indiquez-le avec --root, ou créez un site avec : boucle initialiser nouveau-site
cli-built = { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}, { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
}, { $size } dans « { $output } » en { $seconds } s ({ $written ->
    [one] { $written } fichier nouveau ou modifié
   *[other] { $written } fichiers nouveaux ou modifiés
}, { $removed ->
    [one] { $removed } retiré
   *[other] { $removed } retirés
})
cli-not-written = rien n’a été écrit : le dernier site construit reste en place
cli-faulty = le site ne peut pas être publié tant que ces erreurs restent
cli-learn-more = pour savoir ce qu’un code veut dire, et pourquoi : boucle expliquer { $code }
cli-new-done = la page est créée : { $path }
    À faire : remplissez ses rubriques, puis supprimez la ligne « brouillon » pour la publier.
cli-new-unknown = la collection « { $name } » n’existe pas
cli-new-letters = donnez-lui un titre avec des lettres : boucle nouveau { $form }
cli-new-choices = valeurs possibles :
cli-new-choices-several = valeurs possibles, une ou plusieurs entre crochets :
cli-new-names = noms possibles :
cli-new-names-several = noms possibles, un ou plusieurs entre crochets :
cli-new-names-more = … (les autres sont dans { $place })
cli-new-no-names = aucun nom à citer pour le moment : les pages à citer vont dans { $place }
cli-init-done = le site est créé dans « { $path } »
    À faire : regardez-le pendant que vous l’écrivez, avec : boucle servir --root { $typed }
    Pour le publier ensuite : boucle construire --root { $typed }
cli-init-not-empty = « { $path } » n’est pas un dossier vide : rien n’y est changé
    À faire : choisissez un dossier vide ou nouveau.
cli-bad-level = « { $text } » ne se lit pas : --level attend le code d’une vérification, le signe = et un niveau, par exemple --level lien-mort=attention
cli-no-command = il manque la commande : ce que Boucle doit faire
cli-command = la commande « { $name } » n’existe pas
cli-commands = les commandes sont : { $names }
cli-option = l’option « { $name } » n’existe pas ici
cli-option-place = l’option « { $name } » se place après la commande : boucle { $command } { $name }
cli-options = boucle { $command } --help donne la liste de ses options
cli-extra = « { $value } » est de trop : cette commande n’attend rien de plus
cli-extra-quotes = mettez { $what ->
    [title] le titre
   *[folder] le nom du dossier
} entre guillemets : boucle { $command } { $form }
cli-extra-folder = pour dire où est le site, écrivez : --root { $value }
cli-value-missing = l’option « { $option } » attend une valeur
cli-value-bad = « { $value } » n’est pas une valeur connue pour « { $option } »
cli-value-none = l’option « { $option } » n’attend pas de valeur : écrivez-la seule
cli-option-twice = l’option « { $option } » est donnée deux fois : gardez-en une
cli-option-needs = il manque l’option « { $needed } », dont une autre a besoin
cli-missing = il manque { $what } à la commande
cli-form = écrivez : boucle { $command } { $form }
cli-wrong = la commande ne se lit pas
cli-see-help = tapez boucle --help pour voir les commandes et leurs options
cli-bad-date = « { $text } » n’est pas une date : --date attend par exemple --date 2026-11-23
cli-bad-epoch = SOURCE_DATE_EPOCH vaut « { $text } », qui n’est pas un nombre de secondes depuis 1970 : il faut par exemple SOURCE_DATE_EPOCH=1767225600
    À faire : corrigez cette variable d’environnement, supprimez-la, ou donnez le jour avec --date 2026-11-23
cli-progress-render = pages préparées
cli-fault = Boucle s’est arrêté à cause d’un défaut du programme, pas de vos textes ({ $place })
    À faire : recommencez ; si cela se reproduit, signalez-le avec cette ligne.

# cli: the help of commands and options.
help-about = Boucle fait un site web d’un dossier de textes
help-usage = Utilisation :
help-build = Construit le site
help-check = Vérifie le site sans rien écrire
help-new = Crée une page à remplir
help-init = Crée un petit site complet dans un dossier vide
help-schema = Décrit les rubriques du site pour les logiciels qui aident à les saisir
help-root = Le dossier du site
help-format = La forme des messages
help-lang = La langue des messages
help-level = Change le niveau d’une vérification (off, advice, warning, error) ; peut être répété
help-all = Montre aussi les conseils quand il y a des erreurs (ou --tout)
help-strict = Traite les remarques comme des erreurs
help-date = La date du jour, pour les pages à publier ou à retirer à une date
help-output = Le dossier où le site est écrit (output dans le dossier du site, sans cette option)
help-collection = La collection de la page, par exemple etudes-de-cas
help-title = Le titre de la page, entre guillemets
help-dir = Le dossier à créer
help-help = Affiche cette aide
help-version = Affiche la version de Boucle
help-options = Options{"\u00A0"}
help-commands = Commandes{"\u00A0"}
help-command = COMMANDE
cli-new-draft = oui : la page n’est pas publiée ; supprimez cette ligne pour la publier.
header-unopened = l’en-tête de la page n’est pas ouvert : il manque une ligne de trois tirets avant celle-ci
header-unopened-help = ajoutez une ligne `---` tout en haut du fichier
link-short-file = deux crochets mènent à une page, et « { $path } » est un fichier
link-short-picture-help = écrivez, avec ce que montre l’image : `![description de l’image]({ $path })`
link-short-file-help = écrivez, avec ce que le lecteur va trouver : `[le titre du document]({ $path })`
file-missing-help = vérifiez le nom et le dossier du fichier, ou ajoutez-le à côté de la page
note-twice = la note « { $name } » est écrite deux fois : gardez-en une

# content: encodings, line ends, exceptions.
encoding-lines = les lignes de ce fichier se terminent comme sur les premiers Macintosh ; elles ont été lues correctement
encoding-unknown = ce fichier ne se lit pas comme un texte : ses accents sont enregistrés dans un format que Boucle ne reconnaît pas
encoding-nul = ce fichier contient { $number ->
    [one] un caractère de commande, invisible, qui ne devrait pas
   *[other] { $number } caractères de commande, invisibles, qui ne devraient pas
} se trouver dans un texte
encoding-nul-help = supprimez-les par la commande `boucle corriger`, ou recopiez le texte dans un fichier neuf
line-ends = les lignes de ce fichier ne se terminent pas toutes de la même façon : il a sans doute été assemblé sur plusieurs ordinateurs
line-ends-help = rien d’urgent : la commande `boucle corriger` les rend toutes semblables
exception-no-reason = cette exception ne dit pas ce qu’elle accepte, ou pas pourquoi
exception-example = écrivez par exemple : `<!-- boucle: accepter { $code }, la raison en quelques mots -->`
exception-refused = « { $code } » n’est pas une faute qu’une page peut accepter
exception-unused = cette exception ne sert à rien : la page n’a pas de faute « { $code } »
exception-unused-help = supprimez ce commentaire
code-unknown = « { $code } » n’est pas le code d’une vérification
cli-codes = la liste des codes, et ce qu’ils veulent dire : boucle expliquer

# cli: corrections.
fix-none = aucune correction certaine à faire
fix-done = { $corrections ->
    [one] { $corrections } correction faite
   *[other] { $corrections } corrections faites
} dans { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
}
fix-possible = { $corrections ->
    [one] { $corrections } correction possible
   *[other] { $corrections } corrections possibles
} dans { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
} : rien n’est écrit
    À faire : relisez ce qui précède, puis tapez boucle corriger, sans --dry-run
fix-certain = la correction que Boucle ferait
fix-refused = { $files ->
    [one] { $files } autre fichier n’a pas pu être enregistré
   *[other] { $files } autres fichiers n’ont pas pu être enregistrés
} : corrigez ce que disent les messages ci-dessus, puis recommencez
fix-encoding = { $path } : enregistré en UTF-8
fix-held = « { $path } » n’est pas corrigé : il faut d’abord l’enregistrer en UTF-8
    À faire : tapez boucle corriger --only encodage-ancien
fix-left = à corriger vous-même : { $count }
    À faire : tapez boucle verifier pour les voir
write-changed = « { $path } » a changé depuis que Boucle l’a lu, ou n’est plus un fichier ordinaire : rien n’y est changé.
    À faire : fermez ce fichier dans vos autres logiciels, puis recommencez.
cli-new-example = exemple : { $example }
help-fix = Corrige les fautes dont la correction est certaine
help-dry-run = Montre les corrections sans rien écrire (ou --essai)
help-only = Ne corrige que les fautes de ce code ; peut être répété

# cli: explanations.
explain-error = erreur
explain-warning = attention
explain-advice = conseil
help-explain = Explique le code d’un message, ou les énumère tous
help-code = Le code à expliquer, par exemple lien-mort

# markdown: slips of writing.
heading-glued-part = titre rétabli : il manquait une espace après le signe #, et la partie attendue s’appelle « { $title } »
heading-glued = titre rétabli : il manquait une espace après le signe #
heading-wide = titre rétabli : le signe « ＃ » n’est pas celui des titres, qui s’écrit « # »
heading-doubled = titre rétabli : les signes # se suivent sans espace, une seule fois
heading-no-break = titre rétabli : l’espace après le signe # est une espace insécable, qui n’y est pas reconnue
heading-too-deep = cette ligne n’est pas un titre : il y a six niveaux au plus, et trois suffisent
note-colon = note rétablie : une espace séparait son nom des deux points
note-no-colon = note rétablie : il manquait les deux points après son nom
note-spaces = la note « { $name } » n’est pas reconnue : le nom d’une note n’a pas d’espace
note-sign = note rétablie : le signe « ˆ » n’est pas celui des notes, qui s’écrit « ^ »
note-typed = note rétablie : « { $call } » n’appelait pas cette note, et ne menait nulle part
note-typed-help = appelez-la dans le texte par `{ $call }`, et écrivez ici : `{ $note }`
note-processor = note rétablie : ce lien vient des notes du traitement de texte
note-spaces-help = écrivez partout : `{ $line }`
callout-signs = encart rétabli : son nom est précédé d’un crochet ouvrant, puis d’un point d’exclamation
callout-colon = encart rétabli : rien ne suit le crochet qui ferme son nom
callout-lazy = cette ligne touche l’encart, et serait dans son cadre bien que le signe « > » lui manque
callout-lazy-help = si elle en fait partie, écrivez : `{ $line }` ; sinon, laissez une ligne vide avant elle
block-empty = le bloc « { $name } » est vide
block-pairs = les lignes du bloc « { $name } » ne nomment pas leurs rubriques
block-table = le bloc « { $name } » contient un tableau, et ne se lit pas ainsi
block-table-help = écrivez ses lignes sous cette forme : `{ $line }`
block-empty-help = écrivez ce qu’il doit montrer, ou supprimez-le : `{ $line }`
heading-empty = ce titre est vide : il n’est pas publié
heading-empty-help = écrivez le titre après le signe #, ou supprimez la ligne
heading-bold = cette ligne en gras ressemble à un titre ; les lecteurs d’écran ne le sauront pas
heading-capitals = cette ligne en capitales ressemble à un titre ; les lecteurs d’écran ne le sauront pas
heading-bold-part = titre rétabli : « { $title } » est une partie attendue dans cette page, et ce gras n’en faisait pas un titre
heading-plain-part = titre rétabli : « { $title } » est une partie attendue dans cette page, et rien n’en faisait un titre
heading-underlined = les signes « { $signs } » sous ce texte en auraient fait un titre : ils sont lus comme une ligne de séparation
paragraph-bold = ce paragraphe est tout entier en gras : plus rien n’y ressort
paragraph-bold-help = gardez le gras pour quelques mots ; pour un passage à retenir, faites un encart : `> [!RETENIR]`, puis le texte, chaque ligne précédée de `>`
heading-stop = un titre ne se termine pas par le signe « { $sign } »
quotes-english = les guillemets “ ” sont ceux de l’anglais : en français, ils n’entourent que des mots déjà entre « »
quotes-english-help = écrivez, avec une espace insécable à l’intérieur de chaque guillemet : `{ $text }`
quote-alone = le guillemet { $sign } n’a pas son pareil dans ce paragraphe
quote-alone-help = ajoutez le signe { $sign } où la citation s’arrête ou commence, ou supprimez celui-ci
word-cut = « { $words } » : ce mot est coupé à la fin de la ligne, et serait montré en deux morceaux
word-twice = « { $words } » : ce mot est écrit deux fois
word-twice-help = gardez-en un : « { $word } »
comma-spaced = une espace précède cette virgule : la virgule touche le mot qui la précède
comma-glued = il manque une espace après cette virgule
word-cut-help = réunissez-le sur une seule ligne : « { $whole } », ou « { $hyphen } » s’il garde son trait d’union
heading-underlined-help = laissez une ligne vide avant ces signes
list-typed = liste rétablie : le signe « { $sign } » en début de ligne ne forme pas une liste
list-no-break = liste rétablie : l’espace après le tiret est une espace insécable, qui n’y est pas reconnue
list-no-break-number = liste rétablie : l’espace après le numéro est une espace insécable, qui n’y est pas reconnue
list-glued = liste rétablie : il manquait une espace après le tiret
list-task = liste rétablie : une case à cocher s’écrit dans une liste
list-box = liste rétablie : la case à cocher demande une espace entre ses crochets
list-box-signs = liste rétablie : la case à cocher s’écrit `[ ]` ou `[x]`, suivie d’une espace
list-letters = liste rétablie : le signe « { $sign } » en début de ligne ne forme pas une liste, et ces lignes seraient mises bout à bout
list-typed-help = commencez chaque ligne par un tiret et une espace : `{ $line }`
list-numbered-help = commencez chaque ligne par un chiffre, un point et une espace : `{ $line }`
list-year = « { $number }. » en début de ligne aurait commencé une liste numérotée à partir de { $number }
list-renumbered = le numéro « { $number } » deviendrait « { $shown } » : seul le premier numéro d’une liste compte
list-renumbered-help = pour garder les numéros, commencez ainsi chaque ligne : `{ $kept }` ; sinon, écrivez : `{ $counted }`
list-renumbered-kept = pour garder les numéros, commencez ainsi chaque ligne : `{ $kept }`
list-sign-joined = en début de ligne, le signe « { $sign } » fait une puce de liste, et ne sera pas montré : la phrase serait coupée en deux
list-sign-joined-help = si c’est une seule phrase, écrivez : `{ $words }` ; si c’est une liste, terminez la ligne au-dessus par deux points : `{ $above }`
list-plus = en début de ligne, le signe « + » fait une puce de liste, et ne sera pas montré
list-plus-help = si ce signe compte, écrivez chaque ligne ainsi : `{ $kept }` ; sinon : `{ $item }`
table-pasted = ces lignes, collées depuis un tableur, ne forment pas un tableau
table-pasted-help = remplacez-les par :
    { $table }
table-drawn = ces lignes dessinent un tableau et n’en forment pas un
table-spaced = ces colonnes sont faites d’espaces : elles ne forment pas un tableau, et seront mises bout à bout
table-apart = cette ligne serait montrée avec ses barres : une ligne vide la sépare de son tableau
table-listed = un tableau ne commence pas par une puce : ses barres seraient montrées telles quelles
table-apart-help = supprimez la ligne vide qui la précède
table-scattered = ces lignes seraient montrées avec leurs barres : des lignes vides coupent le tableau
table-scattered-help = supprimez les lignes vides entre les lignes du tableau
table-scattered-line-help = supprimez les lignes vides entre les lignes du tableau, et ajoutez sous la première : `{ $line }`
table-no-delimiter = ces lignes ne forment pas un tableau : il manque la deuxième ligne, celle des tirets
table-dashes = ces lignes ne forment pas un tableau : la deuxième ligne est faite de tirets longs, et il les faut courts
table-no-delimiter-help = ajoutez sous cette ligne : `{ $line }`
table-delimiter = ces lignes ne forment pas un tableau : la ligne des tirets doit compter { $columns ->
    [one] { $columns } colonne
   *[other] { $columns } colonnes
}
table-delimiter-help = écrivez : `{ $line }`
table-extra = cette ligne a { $cells } cellules pour { $columns ->
    [one] { $columns } colonne
   *[other] { $columns } colonnes
} : « { $lost } » ne serait pas publié
table-extra-help = ajoutez une colonne au tableau, ou supprimez le signe | en trop ; dans un texte, ce signe s’écrit `\|`
table-missing = cette ligne a { $cells ->
    [one] { $cells } cellule
   *[other] { $cells } cellules
} pour { $columns } colonnes
table-cut = cette ligne du tableau est coupée en deux : « { $words } » en serait une autre
table-cut-help = écrivez-la sur une seule ligne : `{ $row }`
table-glued = ce texte touche le tableau : il en serait la dernière ligne
table-glued-help = laissez une ligne vide entre le tableau et ce texte
fence-unclosed = ce bloc n’est pas fermé : tout ce qui suit serait montré comme du code
fence-unclosed-help = ajoutez à la fin du bloc une ligne « { $line } »
fence-unclosed-after = ajoutez une ligne « { $signs } » sous la dernière ligne du bloc, sans doute après `{ $line }`
fence-signs = les signes « { $signs } » n’ouvrent pas un bloc : ils seraient montrés tels quels, comme les lignes qui suivent
fence-bare = le bloc « { $name } » n’a pas les deux lignes de signes qui l’entourent : ses lignes seraient montrées telles quelles
fence-signs-help = commencez par la ligne « { $first } » et finissez par une ligne « ``` » : trois accents graves (sur un clavier français, Alt Gr et la touche 7, puis la barre d’espace)
fence-one-line = le bloc « { $name } » tient ici sur une seule ligne : il serait montré tel quel
fence-one-line-help = écrivez-le sur trois lignes : « { $first } », puis « { $body } », puis « ``` »
fence-name-below = le nom du bloc, « { $name } », s’écrit sur la même ligne que les signes qui l’ouvrent
fence-name-below-help = remplacez ces deux lignes par une seule : « { $first } »
fence-name = le nom de ce bloc s’écrit « { $name } »
fence-line-help = écrivez sur cette ligne : « { $line } »
fence-no-name = ce bloc n’a pas de nom : il serait montré tel quel, et non mis en forme
fence-no-name-help = écrivez un nom de bloc juste après les signes qui l’ouvrent, par exemple « { $line } » ; les blocs sont : { $names }
fence-words = « { $words } » ne sera pas publié : rien ne s’écrit après le nom du bloc « { $name } »
fence-end-signs = les signes « { $signs } » ne ferment pas le bloc
fence-end-moved = ces signes ne ferment pas le bloc : ils sont décalés, ou moins nombreux que ceux qui l’ouvrent
fence-end-words = la ligne qui ferme le bloc ne porte que ses signes : avec « { $words } » à leur suite, elle ne le ferme pas
fence-end-words-help = gardez « { $signs } » seul sur sa ligne ; s’il s’agit de la suite du texte, mettez ces mots plus bas, après une ligne vide
comment-unclosed = ce commentaire n’est pas fermé par -->
comment-unclosed-help = terminez la dernière ligne du commentaire par ces signes : `{ $line }`
text-indented = ce texte commence par plusieurs espaces : il est montré comme du code
stars-misplaced = gras rétabli : les deux étoiles doivent toucher les mots qu’elles entourent, et non les mots voisins
stars-left = ces étoiles seront affichées : elles ne mettent rien en gras
stars-left-help = mettez deux étoiles avant et deux après les mots, sans espace entre elles et eux : `**les mots en gras**`
stars-uneven = une étoile sera affichée : il y en a plus d’un côté des mots que de l’autre
stars-uneven-help = mettez autant d’étoiles avant les mots qu’après : `*en italique*` ou `**en gras**` ; pour montrer une étoile, écrivez : `\*`
stars-note = ces étoiles sont celles d’une note : elles seront affichées, et ne mettent rien en gras
link-space = lien rétabli : une espace ou une parenthèse dans une adresse demande les signes < et >
link-curly = lien rétabli : les guillemets du traitement de texte n’y sont pas reconnus
link-single = lien rétabli : la légende s’écrit entre guillemets droits doubles, car une apostrophe la fermerait
link-angle = lien rétabli : les signes < et > vont par deux autour d’une adresse
link-inner-quotes = lien rétabli : des guillemets droits dans une légende la fermeraient trop tôt
link-title-unclosed = lien rétabli : le guillemet qui ferme la légende manquait
link-title-bare = lien rétabli : une légende s’écrit entre guillemets droits
link-parentheses = lien rétabli : une adresse s’écrit entre parenthèses, juste après les crochets
link-inner-brackets = lien rétabli : dans les mots d’un renvoi, chaque crochet demande le signe \ devant lui
link-no-page = ce renvoi serait montré tel quel : il lui manque le nom de la page
link-no-page-help = écrivez le nom de la page avant la barre : `[[nom-de-la-page|{ $words }]]`
picture-attributes = image rétablie : son crédit et sa description s’écrivent entre accolades, après la parenthèse
picture-apart = image rétablie : une espace après le point d’exclamation en faisait un lien
link-separated = lien rétabli : une espace séparait les crochets de l’adresse
link-unbracketed = lien rétabli : il manquait un crochet entre ses mots et son adresse
link-unopened = ce lien serait montré tel quel : il manque le crochet qui l’ouvre, avant ses mots
link-unopened-help = ajoutez un crochet devant le premier mot du lien : `[les mots]({ $target })`
link-again = « ({ $target }) » serait montré tel quel : l’adresse du lien est écrite deux fois
link-web-space = lien rétabli : cette adresse s’écrit sans espace
link-computer = « { $target } » n’existe que sur votre ordinateur ou dans votre réseau
link-brackets = lien rétabli : une adresse s’écrit entre parenthèses, et non entre crochets
link-reversed = lien rétabli : les mots s’écrivent entre crochets, et l’adresse entre parenthèses
link-single-brackets = « [{ $name }] » serait montré tel quel : le nom d’une page se met entre deux crochets
link-start = l’adresse « { $path } » serait lue comme le nom d’un fichier du site : il lui manque son début
page-misnamed = ce fichier s’appelle « { $written } », et { $number ->
    [one] un lien l’appelle
   *[other] { $number } liens l’appellent
} « { $name } » : chaque signe compte, majuscules comprises
page-misnamed-help = renommez-le « { $name } » (sous Windows : Affichage > Extensions de noms de fichiers)
link-case = { $number ->
    [one] ce lien appelle « { $name } » le fichier « { $real } »
   *[other] { $number } liens appellent « { $name } » le fichier « { $real } »
} : les deux noms diffèrent par leurs majuscules, qui comptent en ligne
link-case-help = dans ces liens, écrivez ainsi le nom du fichier : `{ $real }`
link-lang = ce lien ne mène nulle part : la langue de ces mots s’écrit entre accolades
link-bracket = lien rétabli : il manquait un crochet
link-unclosed = ce lien n’est pas fermé : il manque une parenthèse
link-unclosed-help = fermez la parenthèse juste après l’adresse : `[les mots](adresse)`
link-help = écrivez : `{ $link }`
link-undefined = ce lien ne mène nulle part : « { $name } » n’est l’adresse de rien
link-undefined-help = donnez l’adresse entre parenthèses : `{ $line }`
definition-unused = cette ligne ne sera pas publiée : « [{ $name }]: » en début de ligne donne une adresse à un lien, et aucun lien ne s’en sert
definition-unused-help = si c’est un texte, écrivez : `{ $line }`
address-bare = l’adresse « { $address } » ne sera pas un lien
address-bare-help = mettez-la dans un lien, avec ce que le lecteur va trouver : `[le titre du document]({ $target })`
mail-bare = lien rétabli : l’adresse « { $address } » demande les signes < et >
contents-typed = cette ligne n’est pas publiée : le sommaire de la page se fait tout seul
contents-typed-help = supprimez-la
text-garbled = les accents de ce fichier sont abîmés : « { $typed } » au lieu de « { $meant } », { $count ->
    [one] à un endroit
   *[other] à { $count } endroits
}
text-garbled-help = tapez boucle corriger, ou collez de nouveau le texte d’origine
text-lost = un signe a été perdu quand ce fichier a été enregistré : il n’en reste que « � »
text-lost-help = tapez-le de nouveau

# markdown: words left in place of others, wording.
placeholder-text = « { $words } » est resté dans le texte
placeholder-text-help = écrivez ce qui manque, ou supprimez ces mots
placeholder-value = « { $words } » est resté dans la rubrique « { $field } »
placeholder-value-help = remplissez cette rubrique ou supprimez la ligne
wording-capital = « { $typed } » : une majuscule garde son accent
wording-short = « { $typed } » n’est pas l’abréviation en usage
wording-ligature = « { $typed } » : le o et le e se lient
wording-month = « { $typed } » : les mois s’écrivent sans majuscule
wording-hour = « { $typed } » : le signe h est entouré d’espaces
wording-thousands = « { $typed } » : les milliers se séparent par une espace
wording-initials = « { $typed } » : un sigle s’écrit sans points
wording-beside = « { $typed } » : sur un écran étroit, rien n’est à côté du texte
wording-help = écrivez : « { $words } »
sentence-long = cette phrase compte { $words } mots : au-delà de { $most }, on en oublie le début
sentence-long-help = coupez-la en deux, ou faites-en une liste
median-point = « { $typed } » : les lecteurs d’écran épellent les points au milieu d’un mot
median-point-help = écrivez les deux mots, ou un mot qui vaut pour tous : « les habitantes et les habitants », « la population »
acronym-bare = « { $word } » n’est développé ni dans la page ni dans le glossaire
acronym-bare-help = à son premier emploi, écrivez le nom entier suivi de « ({ $word }) », ou ajoutez ce sigle au glossaire
wording-capitals = ce passage est en capitales : elles se lisent moins bien, et les accents s’y perdent
wording-capitals-help = écrivez-le en minuscules ; pour insister : `**les mots importants**`

# check: labels of links, files.
link-computer-help = cette adresse est celle d’un fichier de votre ordinateur : copiez ce fichier à côté de la page, puis écrivez son seul nom entre les parenthèses
picture-outside-help = enregistrez l’image à côté de la page, avec l’accord de son auteur, puis écrivez le nom de son fichier entre les parenthèses
link-nowhere = ce lien n’a pas d’adresse
link-renamed = le fichier a peut-être été renommé : « { $title } » est la page qui y ressemble le plus
link-deleted-help = si la page a été supprimée, retirez le lien en gardant ses mots
html-bold-help = pour insister, écrivez : `**les mots**`
html-italic-help = pour un titre d’œuvre ou un mot étranger, écrivez : `*les mots*`
html-link-help = écrivez le lien ainsi : `[les mots](https://www.exemple.fr/)`
html-picture-help = écrivez l’image ainsi : `![ce que l’image montre](photo.jpg)`
html-table-help = écrivez le tableau ainsi, une ligne de texte par ligne du tableau : `| Zone | Tonnes |`, puis `|---|---|`, puis `| Le Faou | 12 |`
html-heading-help = écrivez le titre ainsi, sur sa ligne : `## Le titre`, ou `## Le titre {"{"}#nom{"}"}` si des liens mènent à ce nom
html-list-help = commencez chaque ligne de la liste par un tiret et une espace : `- un élément`
html-quote-help = commencez chaque ligne de la citation par ce signe et une espace : `> la citation`
html-rule-help = écrivez ces trois étoiles, entre deux lignes vides : `***`
html-code-help = mettez ce passage entre deux accents graves : `` `le passage` ``
html-media-help = faites un lien vers la vidéo ou le son, avec ses sous-titres ou sa transcription : `[La visite en vidéo, 3 minutes, sous-titrée](https://www.exemple.fr/)`
html-script-help = supprimez-les : le texte d’une page ne contient ni programme ni mise en forme
html-remove-help = supprimez-les, en gardant les mots qu’elles entourent : l’apparence vient du thème graphique
html-attributes = ces réglages d’apparence ou d’action ne sont pas acceptés dans un texte et n’y seront pas publiés : { $names }{ $others ->
    [0] {""}
    [one] {" "}(et à un autre endroit)
   *[other] {" "}(et à { $others } autres endroits)
}
html-attributes-help = supprimez-les : l’apparence vient du thème graphique, la même sur toutes les pages
html-unclosed = la balise « { $name } » est ouverte ici, et rien ne la ferme
html-unclosed-help = ajoutez après le passage : `{ $line }`
html-unopened = la balise « { $name } » est fermée ici, et rien ne l’ouvre
html-unopened-help = supprimez-la, ou ouvrez-la avant le passage
alt-decorative = l’image « { $image } » est déclarée décorative et a une description : les lecteurs d’écran ne la diraient pas
alt-decorative-help = retirez `{"{"}decorative{"}"}`, ou la description
link-renamed-alone = le fichier a peut-être été renommé : « { $title } » est, dans ce dossier, la seule page à laquelle rien ne mène
pdf-bare = { $what ->
    [tags] le document « { $name } » n’est pas balisé : un lecteur d’écran le lit sans ordre ni titres
    [language] le document « { $name } » ne dit pas sa langue : un lecteur d’écran le prononce mal
   *[title] le document « { $name } » n’a pas de titre : un lecteur d’écran lit le nom du fichier
}
pdf-bare-help = exportez-le de nouveau en « PDF balisé », avec sa langue et son titre ; ou donnez le même contenu dans une page, puis ajoutez : `<!-- boucle: accepter pdf-inaccessible, le contenu est dans la page … -->`
link-label-vague = « { $label } » ne dit pas où mène le lien
link-label-address = une adresse ne dit pas où mène le lien
link-label-empty = ce lien n’a pas de texte
link-label-help = mettez dans le lien ce que le lecteur va trouver : `[le titre du document]({ $target })`
link-label-same = « { $label } » mène à deux endroits différents sur cette page
link-label-first = ici, il mène ailleurs
link-label-same-help = donnez à chaque lien des mots qui disent ce que le lecteur va trouver
alt-prefix = la description de l’image « { $image } » commence par dire que c’est une image, ce que le lecteur d’écran annonce déjà
alt-program = la description de l’image a été écrite par un logiciel, qui l’a signée : « { $words } »
alt-program-help = relisez-la, écrivez avec vos mots ce que l’image montre, et supprimez cette mention
alt-vague = « { $words } » ne dit pas ce que l’image montre
alt-caption = la description de l’image « { $image } » répète sa légende : elle serait lue deux fois
alt-caption-help = décrivez ce que l’image montre et que la légende ne dit pas, ou changez la légende
document-no-page = ce document de traitement de texte ne devient pas une page
document-no-page-help = copiez son texte dans un fichier « { $name } » ; pour le proposer au téléchargement, faites un lien vers lui dans une page
text-no-page = ce fichier ne devient pas une page
text-no-page-help = renommez-le « { $name } »
file-ending = le nom de ce fichier, « { $name } », ne finit pas par .md ; il est lu comme une page
file-ending-help = renommez-le « { $name } » (sous Windows : Affichage > Extensions de noms de fichiers)
file-name-long = à cause du nom du fichier, l’adresse de la page sera « { $address } »
file-name-help = pour une adresse plus courte, ajoutez en tête : `{ $line }`

# check: weight and colours.
contrast-low = « { $ink } » sur « { $paper } » : contraste de { $ratio },{ $part }, il en faut { $least },{ $least-part }
contrast-low-help = la couleur la plus proche qui convient : `{ $line }`
colour-unknown = le thème ne définit pas la couleur « { $name } »
colour-unknown-help = définissez-la dans la feuille de style, sous la forme `--nom: #123456`, ou retirez cette paire
page-heavy = la première vue de cette page pèse { $weight } ko ; { $limit } ko suffisent à un téléphone en zone mal couverte
page-heavy-image = le plus lourd est l’image « { $name } », { $weight } ko : réduisez-la avant de l’ajouter
page-heavy-text = le texte de la page pèse { $weight } ko : partagez-la en plusieurs pages
page-requests = cette page demande { $count } fichiers à la première vue ; { $limit } suffisent
page-nodes = cette page compte { $count } éléments, pour { $limit } au plus : partagez-la, ou raccourcissez ses listes
theme-heavy = ce fichier du thème pèse { $weight } ko une fois compressé, pour { $limit } ko au plus
image-animated = cette image bouge : rien ne permet au lecteur de l’arrêter
image-animated-help = remplacez-la par une image fixe, ou par une vidéo que le lecteur peut lancer
emoji = « { $sign } » est une image dans le texte : les lecteurs d’écran la lisent par son nom
sign-hidden = { $others ->
    [0] un signe que l’on ne voit pas est resté ici, à la place de la barre : « { $words } »
    [1] deux signes que l’on ne voit pas sont restés dans ce texte, le premier à la place de la barre : « { $words } »
   *[other] des signes que l’on ne voit pas sont restés dans ce texte, le premier ici, à la place de la barre : « { $words } », et { $others } autres plus loin
 }
sign-hidden-help = ils coupent les mots pour la recherche et les lecteurs d’écran : effacez et tapez de nouveau le mot, ou tapez : boucle corriger
sign-moved = ce paragraphe commence par des espaces insécables, restes d’une mise en page
sign-stars = ces étoiles mettraient des mots en italique, et disparaîtraient : une étoile ne remplace ni le signe × ni le signe °
sign-small = « { $words } » est la façon d’un autre programme d’écrire un petit chiffre
sign-entity = « { $words } » serait montré tel quel : c’est le nom d’un signe dans un autre langage, et il est incomplet
sign-entity-quote = « &gt; » est le signe « > » tel qu’un autre programme le copie : l’encart serait montré tel quel
sign-path = dans « { $words } », certains signes \ ne seraient pas montrés
sign-entity-unknown = « { $words } » serait montré tel quel : ce n’est le nom d’aucun signe
sign-entity-unknown-help = tapez le signe lui-même à sa place
sign-chevrons = « { $words } » est entre des signes d’inégalité : ce ne sont pas des guillemets
emoji-help = remplacez-la par des mots
# check: links to other sites, once they have been asked.
outside-dead = la page « { $address } » n’existe plus : son site répond { $status }
outside-dead-help = cherchez sa nouvelle adresse, ou retirez le lien en gardant ses mots
outside-moved = la page « { $address } » a changé d’adresse pour de bon
outside-moved-help = remplacez l’adresse par : `{ $to }`
outside-refused = le site « { $host } » ne laisse pas vérifier l’adresse « { $address } » : il répond { $status }
outside-refused-help = ouvrez ce lien dans un navigateur pour savoir s’il fonctionne
outside-internal = l’adresse « { $address } » mène dans un réseau privé : Boucle ne l’a pas demandée, et vos lecteurs ne peuvent pas l’ouvrir
outside-internal-help = remplacez-la par une adresse publique, ou retirez le lien en gardant ses mots
outside-late = le site « { $host } » n’a pas répondu à temps pour « { $address } »
outside-insecure = la connexion sûre au site « { $host } » ne se fait pas : son certificat est périmé, incorrect ou inconnu (« { $address } »)
outside-unnamed = aucun site ne porte le nom « { $host } » (« { $address } »)
outside-cut = le site « { $host } » a refusé ou coupé la connexion (« { $address } »)
outside-broken = le site « { $host } » est en panne : il répond { $status } pour « { $address } »
outside-endless = l’adresse « { $address } » renvoie d’adresse en adresse sans jamais arriver
outside-unclear = l’adresse « { $address } » ne donne pas de réponse compréhensible
outside-failed-help = recommencez plus tard ; si cela dure, ouvrez le lien dans un navigateur, puis corrigez-le ou retirez-le
outside-offline = aucun des autres sites n’a répondu : cet ordinateur n’est sans doute pas relié à internet
outside-offline-help = vérifiez la connexion, puis recommencez ; vos liens ne sont pas en cause
cli-external = { $addresses ->
    [one] { $addresses } adresse d’un autre site vérifiée
   *[other] { $addresses } adresses d’autres sites vérifiées
}, dont { $remembered } par une réponse récente
cli-progress-external = adresses d’autres sites
help-external = Vérifie aussi les liens vers d’autres sites, par internet

# L’aperçu.
page-kept = Les pages qui ne peuvent pas être refaites sont montrées dans leur dernière version.
page-close = Fermer (Échap)
page-error = Erreur
page-warning = Attention
page-advice = Conseil
page-place = { $file }, ligne { $line }, colonne { $column }
page-excerpt = Extrait du fichier, ligne
page-more = Pour en savoir plus : `boucle expliquer { $code }`
page-draft = Brouillon : cette page ne sera pas publiée.
page-early = Cette page sera publiée le { $date } ; elle n’est visible que dans l’aperçu.
page-late = Cette page est retirée du site depuis le { $date } ; elle n’est visible que dans l’aperçu.
page-downloads = Dans cet aperçu, le guide à télécharger n’est pas fabriqué ; il le sera dans le site construit. Pour le voir ici : boucle servir --telechargements
mark-draft = brouillon
mark-early = à paraître le { $date }
mark-late = retirée depuis le { $date }
page-not-found = Cette page n’existe pas
page-preview = Aperçu
page-hung = L’aperçu ne répond plus. Si cela dure, arrêtez-le et relancez « boucle servir ».
page-stopped = L’aperçu est arrêté : relancez « boucle servir ».
watch-refused = le système refuse de surveiller le dossier « { $path } »
watch-limit = le système ne peut pas surveiller autant de dossiers : les fichiers sont relus régulièrement, les changements se voient un peu plus tard
serve-ready = Aperçu du site : { $address }
    Les changements se voient dès que vous enregistrez. Pour arrêter : Ctrl-C.
serve-day = des pages ont un jour de publication ou de retrait : l’aperçu prend celui de l’ordinateur
    Pour publier, donnez-le : boucle construire --date { $day }
serve-no-format = servir montre les fautes dans le navigateur et dans le terminal : --format n’y change rien
    À faire : enlevez --format. Pour un autre programme : boucle verifier --format json.
serve-port-taken = le port { $port } est déjà pris par un autre programme
    À faire : choisissez-en un autre avec --port, ou laissez Boucle en choisir un.
serve-port-reserved = le système ne donne le port { $port } qu’à son administrateur
    À faire : choisissez un nombre à partir de 1024 avec --port, ou laissez Boucle en choisir un.
serve-bad-editor = « { $text } » ne dit pas où mettre le nom du fichier : --editor attend une adresse qui contient {"{file}"}
    À faire : écrivez par exemple --editor "{ $usual }".
serve-no-port = le système ne donne aucun port pour l’aperçu
serve-bad-port = « { $text } » n’est pas un numéro de port : --port attend un nombre de 1 à 65535
serve-no-browser = le navigateur ne s’ouvre pas de lui-même : copiez l’adresse ci-dessus
serve-changed = { $time } ms : { $count }
serve-unchanged = { $time } ms : rien de nouveau ; { $count }
help-serve = Montre le site pendant qu’on l’écrit, sans rien publier
help-port = Le port de l’aperçu (4000, ou le premier qui est libre)
help-open = Ouvre le navigateur (ou --ouvrir)
help-downloads = Fabrique aussi le guide à télécharger, à chaque changement (ou --telechargements)
help-no-pdf = Ne fabrique pas les PDF, pour aller plus vite (ou --sans-pdf)
help-poll = Relit les fichiers régulièrement, pour un disque de réseau (ou --relire)
help-editor = L’adresse qui ouvre un fichier dans l’éditeur de texte, avec { "{file}" }, { "{line}" } et { "{column}" }

# Le rapport d'une construction
report-title = Rapport de la construction
report-summary = { $pages } pages et { $files } fichiers, { $weight } en tout. La première vue d’une page pèse en moyenne { $mean }, compressée. Pages au-dessus de leur budget : { $over }.
report-heaviest = Les fichiers les plus lourds
report-old-pictures = Images qui ne sont pas offertes dans un format récent
report-unused = Fichiers qu’aucune page ne montre
report-none = Aucune.
report-pages = Les pages, de la plus lourde à la plus légère
report-page = Page
report-file = Fichier
report-weight = Poids
report-requests = Fichiers
report-nodes = Éléments
report-over = Au-dessus du budget
report-parts = Ce qui pèse le plus
report-yes = oui
report-no = non
report-csv-head = page,poids,fichiers,elements,depassement,ecoindex
report-sample-head = page,raison
report-sample-fixed = page fixe
report-sample-kind = une page par modèle
report-sample-drawn = tirée au sort
cli-report-place = le rapport ne peut pas être écrit dans « { $folder } » : ce dossier est le site, ses sources ou le dossier publié, ou en contient un
    À faire : choisissez un autre dossier, par exemple --report rapport
cli-report = rapport dans « { $folder } »
cli-reference = « { $file } » n’est pas une référence EcoIndex : il faut un fichier JSON avec `quantiles`, qui donne `dom_size`, `nb_request` et `response_size`, chacun de 21 nombres
cli-reference-missing = le fichier « { $file } » est introuvable : vérifiez son nom et son dossier, que --ecoindex prend à partir de celui où vous êtes
help-report = Le dossier où écrire un rapport sur ce que chaque page coûte ; il n’est pas publié
help-ecoindex = Le fichier de référence d’EcoIndex, pour noter les pages dans le rapport

outside-asked = avant tout geste du lecteur, le navigateur appellerait un autre site : « { $host } »
outside-asked-help = copiez ce fichier dans le site, ou remplacez-le par un lien que le lecteur suivra s’il le veut
cookie-set = ce programme du thème graphique lit ou dépose un témoin de connexion (« cookie »)
cookie-set-help = retirez-le : le site dit qu’il n’en dépose pas
storage-set = ce programme du thème graphique garde quelque chose sur l’appareil du lecteur avant tout geste de sa part
storage-set-help = gardez-le seulement quand le lecteur l’a demandé, par exemple après un clic ; sinon, retirez-le
theme-heading-skip = dans la page « { $path } », le thème graphique passe d’un titre de niveau { $from } à un titre de niveau { $to }
half-colour = le thème donne une couleur au texte, et ne donne pas à toute la page celles du texte et du fond
half-colour-help = déclarez les deux ensemble, pour `body` : `color: …; background: …`
half-picture = une image sert de fond sans couleur derrière elle : si elle ne vient pas, le texte peut devenir illisible
half-picture-help = ajoutez une couleur de fond proche de celle de l’image : `background-color: …`
audit-ending = l’audit d’accessibilité aura trois ans le { $jour } : le site s’affichera ensuite « non conforme »
audit-old = l’audit d’accessibilité a plus de trois ans depuis le { $jour } : le site s’affiche « non conforme »
audit-help = faites faire un nouvel audit, puis écrivez sa date et son taux : `audit_date: …` et `rate: …`
image-heavy = photo de { $poids }, de { $width } × { $height } points, réduite à { $publiee } dans le site
image-heavy-position = photo de { $poids }, de { $width } × { $height } points, réduite à { $publiee } dans le site ; sa position GPS n’y est pas publiée
image-heavy-help = rien à faire pour le site ; pour alléger le dossier, remplacez-la par une photo de 2 000 points de large au plus
level-no-reason = ce réglage ne dit pas son niveau, ou pas pourquoi
address-preview = l’adresse « { $address } » est celle de l’aperçu sur votre ordinateur : personne d’autre ne peut l’ouvrir
address-preview-help = remplacez-la par la page du site que vous vouliez montrer : `../guide/ma-page.md`
address-detour = l’adresse « { $address } » passe par un programme qui surveille les liens (messagerie, moteur de recherche)
address-odd = l’adresse « { $address } » contient des signes de trop : elle ne mènerait pas où il faut
address-tracked = l’adresse « { $address } » dit au site visé d’où vient le lecteur
address-own = l’adresse « { $address } » est celle d’une page de ce site : écrite en entier, elle ne suivrait pas le site s’il change de nom, et sort de l’aperçu
address-account = l’adresse « { $address } » demande souvent un compte : vos lecteurs n’y verraient qu’une page de connexion
address-account-help = ouvrez-la dans une fenêtre de navigation privée ; si elle demande un mot de passe, donnez l’adresse publique du document, ou rangez-le à côté de la page
address-host = « { $host } » ne peut pas être le nom d’un site
address-host-help = copiez l’adresse depuis la barre du navigateur
title-twice = une autre page de cette collection a le même titre, « { $title } »
title-twice-first = c’est celle-ci
title-twice-help = supprimez la copie, ou donnez à chaque page un titre qui la distingue
callout-bare = « { $words } » ouvre un encart, mais sa ligne ne commence pas par `>` : il serait montré tel quel
leftover = « { $words } » vient d’un autre logiciel, et serait montré tel quel
leftover-tag = « { $words } » vient du traitement de texte et ne veut rien dire ici
leftover-tag-help = supprimez ces signes, en gardant les mots qu’ils entourent
leftover-help = supprimez ce passage, ou écrivez ce qu’il voulait dire
leftover-formula = « { $words } » est une formule de tableur : elle n’est pas calculée ici, et serait montrée telle quelle
leftover-formula-error = « { $words } » est l’erreur d’un tableur, à la place d’un nombre
leftover-formula-help = écrivez le nombre qu’elle devait donner
leftover-callout-help = pour un encart, commencez chacune de ses lignes par `>`, et la première par son genre : `> [!CONSEIL] Titre de l’encart`
leftover-mark-help = pour insister, écrivez : `**les mots importants**`
braces = « { $words } » serait montré tel quel : ce réglage n’existe pas
braces-apart = « { $words } » serait montré tel quel : les accolades touchent les mots dont elles donnent la langue
braces-lang = « { $words } » serait montré tel quel : la langue s’écrit « lang= » et un code de deux lettres
braces-code = « { $words } » ne nomme aucune langue : les navigateurs n’en connaissent que le code de deux lettres
braces-unknown-code = « { $words } » ne nomme aucune langue : aucune n’a le code « { $code } »
braces-unknown-code-help = écrivez le code de deux lettres de la langue, par exemple `{ $line }`
braces-unclosed = ces accolades ne sont pas fermées : elles seraient montrées telles quelles
braces-words-help = supprimez ces accolades ; après des mots entre crochets, elles n’en disent que la langue : `{"{"}lang=br{"}"}` pour le breton
braces-help = supprimez-le ; après une image s’écrivent `{"{"}decorative{"}"}` ou `{"{"}credit="…"{"}"}`
mail-hidden = l’adresse « { $address } » est déguisée : elle n’est pas un lien, et un lecteur d’écran la lit mal
link-scheme-space = lien rétabli : cette adresse s’écrit sans espace
picture-size = image rétablie : sa largeur ne s’écrit pas, le site en choisit une pour chaque écran
table-title-after = le titre de ce tableau vient après lui, et n’en ferait pas partie
table-title-after-help = placez cette ligne avant le tableau, entre deux lignes vides : `{ $line }`
text-signs = « { $field } » est montré tel qu’il est écrit, avec « { $signs } »
short-brackets-help = fermez chaque renvoi par deux crochets : `[[{ $name }]]`
alt-long-missing = l’image « { $image } » est un graphique, un schéma ou une carte, et rien ne dit ce qu’elle montre à qui ne la voit pas
alt-long-missing-help = décrivez-la en quelques phrases, qui seront montrées sous elle : `{"{"}carte description="Les trois zones du territoire, du nord au sud : …"{"}"}`
