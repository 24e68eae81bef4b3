//! The rules by example: `~` stands for U+00A0, `·` for U+202F, `{…}` for the letters of an ordinal.

use super::{Paragraph, SUP_END, SUP_START, french, plain};

/// What is written, and what is read.
const TABLE: &[(&str, &str)] = &[
    // T1
    ("l'eau d'Ouessant, aujourd'hui", "l’eau d’Ouessant, aujourd’hui"),
    ("l'\"eau\" et l'« air »", "l’«~eau~» et l’«~air~»"),
    ("les amis' et 'eux'", "les amis' et 'eux'"),
    // T2
    ("Vraiment !", "Vraiment·!"),
    ("Vraiment! Pourquoi? Bien; bon", "Vraiment·! Pourquoi·? Bien·; bon"),
    ("Vraiment~! Oui·; non", "Vraiment·! Oui·; non"),
    ("Quoi ?! Non!!! Ah bon...?", "Quoi·?! Non·!!! Ah bon…·?"),
    ("(lequel ?) [lequel?] (gaz)?", "(lequel·?) [lequel·?] (gaz)·?"),
    ("à 100 %! à 5 m²?", "à 100~%·! à 5~m²·?"),
    ("Bravo !, dit-il", "Bravo·!, dit-il"),
    ("mot\n! fin", "mot·! fin"),
    // T3
    ("Note : un", "Note~: un"),
    ("Note: un", "Note~: un"),
    ("Note:", "Note~:"),
    ("Note·: un", "Note~: un"),
    ("« déjà »", "«~déjà~»"),
    ("«déjà» ; «·déjà·».", "«~déjà~»·; «~déjà~»."),
    ("« Vraiment! »", "«~Vraiment·!~»"),
    ("«»", "«»"),
    // T4
    ("Dire \"oui\", dire \"non\".", "Dire «~oui~», dire «~non~»."),
    ("\"un \"deux\" trois\"", "«~un “deux” trois~»"),
    ("« un \"deux\" »", "«~un “deux”~»"),
    ("(\"oui\")! \"oui\"! \"oui!\"", "(«~oui~»)·! «~oui~»·! «~oui·!~»"),
    ("\" oui \" ou non", "«~oui~» ou non"),
    ("un \"oui", "un \"oui"),
    ("un \"oui\" et un\" non", "un \"oui\" et un\" non"),
    ("un écran de 24\" et \"oui\"", "un écran de 24\" et «~oui~»"),
    ("vide \"\"", "vide \"\""),
    // T5
    ("etc... ... fin", "etc… … fin"),
    ("à remplir ..... ici", "à remplir ..... ici"),
    ("./... et a/...", "./... et a/..."),
    // T6
    ("10 000 et 1 200 000 et 10~000", "10·000 et 1·200·000 et 10·000"),
    ("1 234,56 ou 10 000-20 000", "1·234,56 ou 10·000-20·000"),
    ("en 2024 300 et 12000", "en 2024 300 et 12000"),
    ("en 2024 300 000", "en 2024 300·000"),
    ("SIRET 123 456 789 00012", "SIRET 123 456 789 00012"),
    ("0 800 123 456, 0800 123 456 et +33 298 819 008", "0 800 123 456, 0800 123 456 et +33 298 819 008"),
    // T7
    ("100 % 5 € 5 k€ 5 M€ 5 °C", "100~% 5~€ 5~k€ 5~M€ 5~°C"),
    ("3 000 t, 3 kg, 3 km, 3 km2, 3 m2, 3 m3", "3·000~t, 3~kg, 3~km, 3~km², 3~m², 3~m³"),
    ("3 ha 3 kWh 3 MWh 3 GWh 3 MWc 3 kW 3 MW", "3~ha 3~kWh 3~MWh 3~GWh 3~MWc 3~kW 3~MW"),
    ("3 L ou 3 l, 2 h, 20 min, 3 Mo, 3 Ko", "3~L ou 3~l, 2~h, 20~min, 3~Mo, 3~Ko"),
    ("50 km/h, 3 kWh/an, 3 t/an, 90 €/t", "50~km/h, 3~kWh/an, 3~t/an, 90~€/t"),
    ("3·%, 3\nkg", "3~%, 3~kg"),
    ("12 mois, 3 ans, 2 tonnes", "12 mois, 3 ans, 2 tonnes"),
    ("en 2015 l'eau, 2 t-shirts, en %", "en 2015 l’eau, 2 t-shirts, en %"),
    ("n° 4, p. 12, art. 5, art. L. 110-1", "n°~4, p.~12, art.~5, art.~L.~110-1"),
    ("M. Le Goff, Mme Le Goff, Dr Le Goff", "M.~Le Goff, Mme~Le Goff, Dr~Le Goff"),
    ("part. 5, CDr Le", "part. 5, CDr Le"),
    ("le 3 mars 2024, le 1er août, 31 décembre", "le 3~mars 2024, le 1{er}~août, 31~décembre"),
    ("2024 mars, 3 marsouins", "2024 mars, 3 marsouins"),
    ("au XIXe siècle, XIXe-XXe siècles", "au XIX{e}~siècle, XIX{e}-XX{e}~siècles"),
    // T8
    ("1er 1re 2e 12e 1ers 1res 2es", "1{er} 1{re} 2{e} 12{e} 1{ers} 1{res} 2{es}"),
    ("Ier Ire Ve XXIe 2nde 1 000e", "I{er} I{re} V{e} XXI{e} 2{nde} 1·000{e}"),
    ("1e 0e 2er 2ème 1ère Le Ce De Me Vie", "1e 0e 2er 2ème 1ère Le Ce De Me Vie"),
    ("#2e x_2e 2e5 a2e", "#2e x_2e 2e5 a2e"),
    // T9
    ("CO2, N2O, CH4, H2O, CO2e, CO2eq. kWh/m2/an", "CO₂, N₂O, CH₄, H₂O, CO₂e, CO₂eq. kWh/m²/an"),
    ("CO2a, m25, am2, 3m2, m2_a, m2.fr, co2", "CO2a, m25, am2, 3m2, m2_a, m2.fr, co2"),
    // T10
    ("Brest - Quimper  et   Morlaix", "Brest – Quimper et Morlaix"),
    ("- un\n - deux peut-être -5", "- un\n- deux peut-être -5"),
    ("un ~ deux ~: trois", "un~deux~: trois"),
    ("un  \n\n  deux", "un  \n\n  deux"),
];

/// What must not change by a single character.
const UNCHANGED: &[&str] = &[
    "14:30",
    "http://a.fr/?x=1;y=2",
    "02 98 81 90 08",
    "29590 Rosnoën",
    "c++ ; fin",
    "1:25 000",
    ":-)",
    "Bravo :-) ou ;-) ou :)",
    "«~déjà~»",
    "std::mem et a :: b",
    "?x=1 et !important et a?x=1",
    "http://a.fr/l'eau!x?y www.a.fr/m2;b...c",
    "(http://a.fr/m2/...)",
    "l.m2@a.fr m2@exemple.fr.",
    "un–deux",
    "SARL",
    "",
];

/// Texts around addresses: the sentence is set, the address is not.
const ADDRESSES: &[(&str, &str)] = &[
    ("Voir http://a.fr/l'eau! Ou www.a.fr ?", "Voir http://a.fr/l'eau·! Ou www.a.fr·?"),
    ("\"https://a.fr/CO2\": oui", "«~https://a.fr/CO2~»~: oui"),
    ("Écrire à a.m2@b.fr: l'été", "Écrire à a.m2@b.fr~: l’été"),
];

/// Leaves of one paragraph, `#` for an opaque one.
const LEAVES: &[(&[&str], &[&str])] = &[
    (&["100", " %"], &["100", "~%"]),
    (&["100 ", "%"], &["100~", "%"]),
    (&["10", " 000", " t"], &["10", "·000", "~t"]),
    (&["Vraiment", "! Oui", " !"], &["Vraiment", "·! Oui", "·!"]),
    (&["en ", "2024", "?"], &["en ", "2024", "·?"]),
    (&["Voir ", "#", "; ", "#", "!"], &["Voir ", "#", "·; ", "#", "·!"]),
    (&["l'", "eau", " et l'", "#"], &["l’", "eau", " et l’", "#"]),
    (&["un ", " deux", " - ", "trois"], &["un ", "deux", " – ", "trois"]),
    (&["dire \"", "oui", "\"."], &["dire «~", "oui", "~»."]),
    (&["«", "oui", "»"], &["«~", "oui", "~»"]),
    (&["\"", "#", "\" et \"oui\""], &["«~", "#", "~» et «~oui~»"]),
    (&["XIX", "e", " siècle"], &["XIX", "e", "~siècle"]),
    (&["le ", "1er", " mars"], &["le ", "1{er}", "~mars"]),
    (&["CO", "2", " et m", "2"], &["CO", "2", " et m", "2"]),
    (&["M.", " ", "#"], &["M.", "~", "#"]),
    (&["5 t", "#", " CO2", "#", " XIXe", "#"], &["5~t", "#", " CO₂", "#", " XIX{e}", "#"]),
    (&["Bien !", "#", " Oui?", "#", " \"mot\"", "#"], &["Bien·!", "#", " Oui·?", "#", " «~mot~»", "#"]),
    (&["a :", "#", " b:", "#"], &["a~:", "#", " b:", "#"]),
    (&["fin.", "."], &["fin.", "."]),
    (&["#", "m2", "#", "2e"], &["#", "m2", "#", "2e"]),
    (&["un", "\n", "! et", "\n", "deux"], &["un", "·", "! et", "\n", "deux"]),
    // Code, an attribute, a text in Breton are opaque: nothing in them is even seen.
    (&["#", " : ", "#"], &["#", "~: ", "#"]),
];

fn shown(text: &str) -> String {
    let text = text.replace('~', "\u{A0}").replace('·', "\u{202F}");
    text.replace('{', &SUP_START.to_string()).replace('}', &SUP_END.to_string())
}

fn leaves(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| shown(text)).collect()
}

/// Leaves of one paragraph.
fn paragraph(leaves: &[String]) -> Paragraph {
    let mut paragraph = Paragraph::default();
    for leaf in leaves {
        match leaf.as_str() {
            "#" => paragraph.add_opaque(),
            text => paragraph.add(text),
        }
    }
    paragraph
}

/// The leaves as they are once set.
fn set(mut leaves: Vec<String>) -> Vec<String> {
    for (index, text) in paragraph(&leaves).set() {
        leaves[index] = text;
    }
    leaves
}

#[test]
fn every_rule_by_example() {
    for (written, read) in TABLE.iter().chain(ADDRESSES) {
        assert_eq!(french(&written.replace('~', "\u{A0}").replace('·', "\u{202F}")), shown(read), "{written}");
    }
}

#[test]
fn what_must_stay_unchanged() {
    for text in UNCHANGED {
        assert_eq!(french(&shown(text)), shown(text), "{text}");
    }
}

#[test]
fn rules_see_across_leaves_and_edit_in_place() {
    for (written, read) in LEAVES {
        let found = set(leaves(written));
        assert_eq!(found, leaves(read), "{written:?}");
        assert_eq!(set(found), leaves(read), "twice: {written:?}");
    }
}

#[test]
fn marks_are_ours_alone() {
    assert_eq!(french("a\u{E000}b\u{E001}"), "ab");
    assert_eq!(plain(&french("Le XIXe siècle")), "Le XIXe\u{A0}siècle");
}

/// Bits of text that trigger every rule, in any order.
const BITS: &str = "a|l'|'|\"|\"|«|»|“|”|!|?|;|:|.|...|…|-|–|(|)|:-)|\n|\n\n| | |~|·|1|2|25|000|000|2024|:|,|%|€|t|km|h|m2|CO2|n°|p.|art.|M.|\
    1er|XIXe|e|siècle|mars|3|http://a.fr/|www.|@|b.fr|/|_|+|{|}|#|É|²|\u{FFFC}|\t|=|&|=1|mot|Mme|L.";

const ROUNDS: usize = 20_000;

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn twice_is_once() {
    for (written, read) in TABLE.iter().chain(ADDRESSES) {
        assert_eq!(french(&shown(read)), shown(read), "{written}");
    }
    let bits: Vec<&str> = BITS.split('|').collect();
    let mut dice = Dice(1);
    for _ in 0..ROUNDS {
        let words: Vec<&str> = (0..2 + dice.roll(12)).map(|_| bits[dice.roll(bits.len())]).collect();
        let text = shown(&words.concat());
        let once = french(&text);
        assert_eq!(french(&once), once, "from {text:?}");
        let once = set(leaves(&words));
        assert_eq!(set(once.clone()), once, "from {words:?}");
    }
}

#[test]
fn a_rule_or_a_word_that_is_skipped_would_have_changed_nothing() {
    let bits: Vec<&str> = BITS.split('|').collect();
    let mut dice = Dice(2);
    for round in 0..ROUNDS {
        let plain = [
            " une ",
            "phrase",
            " qui va, sans dire rien, au-delà du talus ",
            " art. ",
            " Art. premier du code ",
            " du dernier siècle passé ",
            " près de 408 tonnes (en 2015), soit 12 mois ",
            " Vers la fin, M. (Le) Goff et Mme. ",
            " p. D. L. stop. Il vit à 14h et 3 h. ",
            " le 3 marsouin ou le 12 ",
            "408",
            " M.",
            " Le",
        ];
        let mut roll = |round: usize| match dice.roll(3) * (round % 2) {
            0 => bits[dice.roll(bits.len())],
            _ => plain[dice.roll(plain.len())],
        };
        let words: Vec<&str> = (0..1 + round % 9).map(|_| roll(round)).collect();
        for words in [words.clone(), vec![&words.concat()]] {
            let written = leaves(&words);
            let all = paragraph(&written);
            let mut seen: Vec<String> = written.iter().map(|text| super::plain(text).into_owned()).collect();
            for (index, text) in all.set_inside(std::slice::from_ref(&(0..all.text.len()))) {
                seen[index] = text;
            }
            assert_eq!(set(written), seen, "from {words:?}");
        }
    }
}

/// Quadratic code would take minutes here instead of a second or two.
#[test]
fn long_texts_take_linear_time() {
    let bits = BITS.split('|').chain(["12 ", "2024 ", "www.)", "!\"", "« \"", "a@", "x' "]);
    for bit in bits {
        let text = bit.repeat(20_000);
        assert!(french(&text).len() >= bit.trim().len(), "{bit}");
    }
}
