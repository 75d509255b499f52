//! A report, its translation, and another hand's report on the same event: only the first two belong together. All
//! three are invented.

use stemma_lexicon::Lexicon;
use stemma_reuse::{PassageKind, Relation, ReusePair, find_reuse};
use stemma_text::{Article, Language};

const ENGLISH: &str = "\
A ferry with 212 passengers on board ran aground off the island of Skarrholm on Monday evening, the coast guard said.

The \"Anneke Thorsen\" was on its way from Varnby to the mainland when its steering failed shortly after 7.40 pm. Four people were slightly hurt, among them a child of six.

\"We heard a dull bang, and then all the glasses slid off the tables,\" said Mirela Costovan, a teacher who was travelling with her class. She praised the crew for staying calm.

Three lifeboats and a helicopter reached the ship within half an hour. By midnight all passengers had been brought to Varnby, where the town opened its sports hall for them.

The shipping line Nordlicht said it would pay for hotel rooms and onward travel. A spokesman declined to comment on reports that the steering had been repaired only last week.

Investigators want to examine the voyage recorder on Tuesday. The public prosecutor in Lindesund has opened an inquiry into negligence.

It is the second accident of the line this year. In February one of its freighters lost 31 containers in a storm.";

const GERMAN: &str = "\
Eine Fähre mit 212 Passagieren an Bord ist am Montagabend vor der Insel Skarrholm auf Grund gelaufen. Das teilte die Küstenwache mit.

Die „Anneke Thorsen“ war auf dem Weg von Varnby zum Festland, als kurz nach 19.40 Uhr die Steuerung ausfiel. Vier Menschen wurden leicht verletzt, darunter ein sechsjähriges Kind.

„Wir hörten einen dumpfen Knall, und dann rutschten alle Gläser von den Tischen“, sagte Mirela Costovan, eine Lehrerin, die mit ihrer Klasse unterwegs war. Sie lobte die Besatzung dafür, dass sie ruhig blieb.

Drei Rettungsboote und ein Hubschrauber erreichten das Schiff innerhalb einer halben Stunde. Bis Mitternacht waren alle Passagiere nach Varnby gebracht, wo die Stadt ihre Sporthalle für sie öffnete.

Die Reederei Nordlicht erklärte, sie werde für Hotelzimmer und die Weiterreise aufkommen. Ein Sprecher wollte sich nicht zu Berichten äußern, wonach die Steuerung erst in der vergangenen Woche repariert worden war.

Die Ermittler wollen am Dienstag den Fahrtenschreiber auswerten. Die Staatsanwaltschaft in Lindesund hat ein Verfahren wegen Fahrlässigkeit eingeleitet.

Es ist der zweite Unfall der Reederei in diesem Jahr. Im Februar verlor einer ihrer Frachter bei einem Sturm 31 Container.";

const INDEPENDENT: &str = "\
Prosecutors in Lindesund are looking into the grounding of the \"Anneke Thorsen\", a ferry of the Nordlicht line, near Skarrholm.

Harbour master Jost Ebbing told this newspaper that the ship left Varnby twenty minutes late because of fog. He had warned of the shoals north of the island for years, he said.

A woman who took the ferry with two dogs described chaos on the stairs. Nobody had told her where the life jackets were.

Nordlicht shares lost six per cent on Tuesday. The company runs eleven ships and carries some two million people a year.

The opposition in parliament called for stricter checks of older vessels. Transport minister Ylva Brandt said the rules were sufficient and pointed to 212 rescued passengers.

Divers found a crack nine metres long in the hull. Whether oil has leaked is still unclear, the environment agency said.";

fn article(id: &str, text: &str, language: &str) -> Article {
    Article::as_is(id, text, Language::from_code(language))
}

/// The pairs of three articles: the English one as `a`, the German one as `b`, the other as `c`.
fn found(texts: &[(&str, &str, &str)]) -> Vec<ReusePair> {
    let articles: Vec<Article> =
        texts.iter().map(|(id, text, language)| article(id, text, language)).collect();
    find_reuse(&articles.iter().collect::<Vec<_>>(), &Lexicon::builtin())
}

#[test]
fn a_translation_is_found_and_another_report_is_not() {
    let found = found(&[("a", ENGLISH, "en"), ("b", GERMAN, "de"), ("c", INDEPENDENT, "en")]);
    assert_eq!(found.iter().map(|p| (p.a, p.b)).collect::<Vec<_>>(), [(0, 1)]);
    let pair = &found[0];
    assert_eq!(pair.relation, Relation::Retold);
    assert!(pair.containment_a > 0.8 && pair.containment_b > 0.8, "{pair:?}");
    assert!(pair.containment_a <= 1.0 && pair.resemblance <= 1.0);
    assert!(pair.passages.iter().all(|p| p.kind == PassageKind::Paraphrase));
    let steering = pair.passages.iter().find(|p| p.a.of(ENGLISH).contains("steering failed"));
    assert!(steering.is_some_and(|p| p.b.of(GERMAN).contains("Steuerung ausfiel")));
}

#[test]
fn the_order_given_does_not_matter() {
    let one = found(&[("a", ENGLISH, "en"), ("b", GERMAN, "de")]);
    let two = found(&[("b", GERMAN, "de"), ("a", ENGLISH, "en")]);
    assert_eq!((one.len(), two.len()), (1, 1));
    assert_eq!(one[0].containment_a, two[0].containment_b);
    assert_eq!(one[0].passages[0].a, two[0].passages[0].b);
}

#[test]
fn another_report_in_the_other_language_is_not_a_translation() {
    assert!(found(&[("b", GERMAN, "de"), ("c", INDEPENDENT, "en")]).is_empty());
}

#[test]
fn one_language_is_no_matter_and_unknown_ones_are_left_alone() {
    for (one, two) in [("de", "de"), ("und", "de"), ("zh", "en")] {
        assert!(found(&[("a", ENGLISH, one), ("b", GERMAN, two)]).is_empty());
    }
    assert!(found(&[("a", "", "en"), ("b", "Wort", "de")]).is_empty());
}
