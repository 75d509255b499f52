//! Feeds.

use super::{article, content, date, read};
use stemma_extract::Form;
use stemma_text::DateRole;

pub const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>Der Deichbote</title>
  <link>https://deichbote.invalid/</link>
  <atom:link href="https://deichbote.invalid/feed/" rel="self" type="application/rss+xml"/>
  <language>de-DE</language>
  <lastBuildDate>Wed, 07 May 2031 09:00:00 +0200</lastBuildDate>
  <image><url>https://deichbote.invalid/l.png</url><title>Logo</title><link>https://deichbote.invalid</link></image>
  <item>
    <title>Pegel &amp;amp; Deich: H&#246;rnum atmet &lt;b&gt;auf&lt;/b&gt;</title>
    <link>https://deichbote.invalid/2031/05/pegel?a=1&amp;b=2</link>
    <guid isPermaLink="false">https://deichbote.invalid/?p=4711</guid>
    <dc:creator><![CDATA[Eva Lind]]></dc:creator><dc:creator>Jan Moor</dc:creator>
    <pubDate>Wed, 07 May 2031 08:15:00 MESZ</pubDate>
    <atom:updated>2031-05-07T08:45:10+02:00</atom:updated>
    <description><![CDATA[<p>Der Pegel der Lahne ist am Morgen erstmals gefallen [&#8230;]</p>]]></description>
    <content:encoded><![CDATA[<p>Der Pegel der Lahne ist am Morgen erstmals gefallen.</p>
<p>Das sagte Deichgraf Ole Frenzen dem &bdquo;Boten&ldquo;.</p>]]></content:encoded>
    <dc:rights>dpa</dc:rights>
    <media:content url="https://deichbote.invalid/p.jpg"><media:title>Bild</media:title><media:credit>Foto: Kai Brand</media:credit></media:content>
  </item>
  <item>
    <title>Nur kurz</title>
    <link>/2031/05/kurz</link>
    <guid>88</guid>
    <author>redaktion@deichbote.invalid (Mia Tamm)</author>
    <description>Die F&auml;hre nach Oland f&amp;auml;hrt wieder.</description>
    <source url="https://inselpost.invalid/feed">Inselpost</source>
  </item>
  <item><title>Bild des Tages</title><link>https://deichbote.invalid/bild</link><description><![CDATA[<img src="x.jpg">]]></description></item>
  <item><title>Leer</title></item>
</channel></rss>"#;

pub const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://tidings.invalid/news/">
  <title type="html">The &lt;i&gt;Marsh&lt;/i&gt; Tidings</title>
  <id>tag:tidings.invalid,2031:feed</id>
  <updated>2031-05-07T10:00:00Z</updated>
  <entry xml:lang="en-GB">
    <id>tag:tidings.invalid,2031:17</id>
    <title>Ferry resumes</title>
    <link rel="alternate" type="text/html" href="ferry.html"/>
    <link rel="enclosure" type="audio/mpeg" href="ferry.mp3"/>
    <published>2031-05-06T21:00:00Z</published>
    <updated>2031-05-07T09:30:00Z</updated>
    <author><name>Ann Holt</name><email>ann@tidings.invalid</email></author>
    <summary>What the harbour master had kept from the council for a week.</summary>
    <content type="xhtml"><xh:div xmlns:xh="http://www.w3.org/1999/xhtml"><xh:p>The ferry to Oland <xh:b>resumed</xh:b> on Tuesday.</xh:p><xh:p>Nobody was hurt.</xh:p></xh:div></content>
    <source><id>tag:inselpost.invalid</id><title>Inselpost</title><updated>2031-05-06T21:00:00Z</updated></source>
  </entry>
  <entry>
    <id>tag:tidings.invalid,2031:17</id>
    <title>Same name</title>
    <updated>2031-05-07T09:40:00Z</updated>
    <content type="html">&lt;p&gt;Tide tables were &lt;em&gt;wrong&lt;/em&gt;.&lt;/p&gt;</content>
  </entry>
</feed>"#;

pub const JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Lahne Post","language":"de",
"home_page_url":"https://lahnepost.invalid/","items":[
{"id":"https://lahnepost.invalid/1","url":"/1","title":"Brücke offen","content_html":"<p>Die Brücke ist <b>offen</b>.</p>",
 "summary":"Zwei Jahre hat es gedauert.","date_published":"2031-05-07T08:00:00+02:00","authors":[{"name":"Eva Lind"}]},
{"id":2,"content_text":"Erster Absatz der Meldung.\n\nZweiter Absatz der Meldung.","author":{"name":"Jan Moor"}},
{"id":"3","title":"nichts"}]}"#;

pub const RDF: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://alt.invalid/"><title>Alt</title><link>https://alt.invalid/</link><items><rdf:Seq><rdf:li resource="https://alt.invalid/1"/></rdf:Seq></items></channel>
<item rdf:about="https://alt.invalid/1"><title>Gr@n</title><link>https://alt.invalid/1</link><dc:date>2031-05-07T08:00+02:00</dc:date><description>Gr@n ist der Deich.</description></item>
</rdf:RDF>"#;

pub const OPML: &str = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Liste</title></head><body>
<outline text="Norden"><outline type="rss" xmlUrl="https://deichbote.invalid/feed/" htmlUrl="https://deichbote.invalid/"/></outline>
<outline text="x" type="link" url="https://inselpost.invalid/"/><outline xmlUrl="file:///etc/passwd"/></body></opml>"#;

#[test]
fn reads_rss() {
    let gathered = read("bote.xml", RSS);
    assert!(gathered.failed.is_empty());
    assert_eq!(gathered.passed_over, ["in/bote.xml#4"]);
    let [first, second, third] = &gathered.found[..] else { panic!("three items") };
    let given = &first.given;
    assert_eq!(given.id, "https://deichbote.invalid/?p=4711");
    assert_eq!(given.url.as_deref(), Some("https://deichbote.invalid/2031/05/pegel?a=1&b=2"));
    assert_eq!(given.title.as_deref(), Some("Pegel & Deich: Hörnum atmet auf"));
    assert_eq!(given.authors, ["Eva Lind", "Jan Moor"]);
    assert_eq!(given.outlet.as_deref(), Some("Der Deichbote"));
    assert_eq!(given.language_around.as_deref(), Some("de-DE"));
    assert_eq!((given.teaser.as_deref(), given.published.as_deref()), (None, None));
    assert_eq!(given.agencies, ["dpa"]);
    assert_eq!(given.picture_credits, ["Foto: Kai Brand"]);
    assert_eq!(date(first, DateRole::Published), "2031-05-07T08:15:00+02:00");
    assert_eq!(date(first, DateRole::Modified), "2031-05-07T08:45:10+02:00");
    assert_eq!(date(first, DateRole::FirstSeen), "2031-05-07T09:00:00+02:00");
    assert!(first.listed && first.form == Some(Form::Fragment));
    assert_eq!(
        article(first).text,
        "Der Pegel der Lahne ist am Morgen erstmals gefallen.\n\nDas sagte Deichgraf Ole Frenzen dem „Boten“."
    );
    assert_eq!(second.given.id, "bote.xml#88");
    assert_eq!(second.given.url.as_deref(), Some("https://deichbote.invalid/2031/05/kurz"));
    assert_eq!(second.given.authors, ["Mia Tamm"]);
    assert_eq!(second.given.outlet.as_deref(), Some("Inselpost"));
    assert_eq!(article(second).text, "Die Fähre nach Oland fährt wieder.");
    // Without text it says when its page appeared, if that is read too.
    assert!(third.content.is_empty() && third.listed);
}

#[test]
fn reads_atom() {
    let gathered = read("tidings.atom", ATOM);
    let [first, second] = &gathered.found[..] else { panic!("two entries") };
    assert_eq!(first.given.id, "tag:tidings.invalid,2031:17");
    assert_eq!(first.given.url.as_deref(), Some("https://tidings.invalid/news/ferry.html"));
    assert_eq!(first.given.authors, ["Ann Holt"]);
    assert_eq!(first.given.language_around.as_deref(), Some("en-GB"));
    assert_eq!(first.given.outlet.as_deref(), Some("Inselpost"));
    assert_eq!(
        first.given.teaser.as_deref(),
        Some("What the harbour master had kept from the council for a week.")
    );
    assert_eq!(date(first, DateRole::Published), "2031-05-06T21:00:00Z");
    assert_eq!(article(first).text, "The ferry to Oland resumed on Tuesday.\n\nNobody was hurt.");
    assert_eq!(second.given.id, "tidings.atom#2");
    assert_eq!(second.given.outlet.as_deref(), Some("The Marsh Tidings"));
    assert_eq!(content(second), "<p>Tide tables were <em>wrong</em>.</p>");
}

#[test]
fn reads_json_feed() {
    let gathered = read("post.json", JSON);
    let [first, second] = &gathered.found[..] else { panic!("two items") };
    assert_eq!(first.given.url.as_deref(), Some("https://lahnepost.invalid/1"));
    assert_eq!(first.given.teaser.as_deref(), Some("Zwei Jahre hat es gedauert."));
    assert_eq!(article(first).text, "Die Brücke ist offen.");
    assert_eq!(second.given.id, "post.json#2");
    assert_eq!(second.given.authors, ["Jan Moor"]);
    assert_eq!(article(second).text, "Erster Absatz der Meldung.\n\nZweiter Absatz der Meldung.");
    assert_eq!(gathered.passed_over, ["in/post.json#3"]);
}

#[test]
fn reads_charsets_that_lie() {
    for (declared, umlaut) in
        [("ISO-8859-1", &b"\xfc"[..]), ("UTF-8", b"\xfc"), ("ISO-8859-1", "ü".as_bytes())]
    {
        let mut bytes = Vec::new();
        for byte in RDF.replace("ISO-8859-1", declared).bytes() {
            if byte == b'@' { bytes.extend_from_slice(umlaut) } else { bytes.push(byte) }
        }
        let found = read("alt.rdf", bytes).one();
        assert_eq!(found.given.title.as_deref(), Some("Grün"), "{declared}");
        assert_eq!(found.given.id, "https://alt.invalid/1");
        assert_eq!(date(&found, DateRole::Published), "2031-05-07T08:00+02:00");
    }
}

#[test]
fn names_where_links_lead() {
    let links = |text: &str| stemma_read::links(text.as_bytes());
    assert_eq!(
        links(OPML).expect("a list"),
        ["https://deichbote.invalid/feed/", "https://inselpost.invalid/"]
    );
    assert_eq!(links(RSS).expect("a feed").len(), 3);
    assert_eq!(links(ATOM).expect("a feed"), ["https://tidings.invalid/news/ferry.html"]);
    assert_eq!(links(JSON).expect("a feed"), ["https://lahnepost.invalid/1"]);
    assert_eq!(links("<html><a href='https://x.invalid'>x</a></html>"), None);
    assert_eq!(links("https://x.invalid\n"), None);
    let failed = read("liste.opml", OPML).failed;
    assert!(failed.len() == 1 && failed[0].1.contains("--list"), "{failed:?}");
}

#[test]
fn keeps_whole_items_of_a_feed_that_breaks_off() {
    let cut = RSS.find("<title>Nur kurz").expect("second item");
    let gathered = read("bote.xml", &RSS[..cut + 30]);
    assert_eq!(gathered.found.len(), 1);
    assert!(gathered.failed[0].1.contains("behind 1 whole items"), "{:?}", gathered.failed);
    let sloppy = "<rss><channel><item><title>A & B</title><description>Kühe & Kälber&nbsp;ziehen</description>\
                  </item></channel></rss>";
    let found = read("s.xml", sloppy).one();
    assert_eq!(found.given.title.as_deref(), Some("A & B"));
    assert_eq!(article(&found).text, "Kühe & Kälber\u{a0}ziehen");
}

#[test]
fn a_template_does_not_say_what_language_a_text_is_in() {
    let feed = "<rss version=\"2.0\"><channel><title>Deichbote</title><language>en-US</language><item>\
        <link>https://deichbote.invalid/9</link><title>Sperrung</title><description>Die Fähre nach Oland fährt seit \
        dem Morgen nicht mehr, weil der Anleger nach dem Sturm der vergangenen Nacht unter Wasser steht. Der Hafenmeister \
        rechnet damit, dass sie erst am Freitag wieder ablegen kann. Wer auf die Insel will, muss bis dahin den Umweg über \
        Südbrück nehmen, der zwei Stunden länger dauert.</description></item></channel></rss>";
    let gathered = read("rss.xml", feed);
    assert_eq!(article(&gathered.found[0]).language.code(), "de");
}
