//! NewsML-G2, NewsML 1, NITF.

use super::{article, content, date, read};
use stemma_extract::Form;
use stemma_text::DateRole;

pub const G2: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<header><sent>2031-05-07T08:41:00+02:00</sent><sender>nka.invalid</sender></header>
<itemSet>
<newsItem guid="urn:newsml:nka.invalid:20310507:1" version="2" xml:lang="de" standard="NewsML-G2" standardversion="2.28">
 <catalogRef href="http://www.iptc.org/std/catalog/catalog.xml"/>
 <rightsInfo><copyrightHolder literal="NKA"><name>Nordkreis-Agentur</name></copyrightHolder><usageTerms>Nur für Kunden</usageTerms></rightsInfo>
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:AFP"/><versionCreated>2031-05-07T08:40:00+02:00</versionCreated>
  <firstCreated>2031-05-07T08:01:00+02:00</firstCreated><embargoed>2031-05-07T12:00:00+02:00</embargoed>
  <pubStatus qcode="stat:usable"/><title>interner Titel</title></itemMeta>
 <contentMeta><contentCreated>2031-05-07T07:55:00+02:00</contentCreated><located qcode="x:oland"><name>Oland</name></located>
  <creator literal="el"><name>Eva Lind</name></creator><language tag="de-DE"/>
  <subject qcode="medtop:1"><name>Wetter</name><headline>kein Titel</headline></subject>
  <slugline>Wetter/Sturm</slugline><headline role="hld:subHeadline">Pegel fällt</headline>
  <headline xml:lang="de">Deich bei Oland <em>hält</em></headline><dateline>Oland (AFP)</dateline><by>Von Eva Lind</by>
  <description role="drol:summary">Die Nacht war ruhig.</description><creditline>NKA/AFP</creditline></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml" wordcount="12"><xhtml:html><xhtml:head><xhtml:title>Kopf</xhtml:title></xhtml:head>
  <xhtml:body><xhtml:p>Der Deich hat gehalten.</xhtml:p><xhtml:p>Der Pegel fiel &amp; fiel.</xhtml:p></xhtml:body></xhtml:html></inlineXML>
  <inlineData contenttype="text/plain">Der Deich hat gehalten. Der Pegel fiel und fiel, und noch etwas mehr Text.</inlineData></contentSet>
</newsItem>
<newsItem guid="urn:newsml:nka.invalid:20310507:2" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
 <contentSet><remoteContent href="x.jpg"/></contentSet></newsItem>
<newsItem guid="urn:newsml:nka.invalid:20310507:3" version="4"><itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:canceled"/></itemMeta>
 <contentSet><inlineData>alt</inlineData></contentSet></newsItem>
<packageItem guid="p"><groupSet root="g"><group id="g"><itemRef residref="x"><title>t</title></itemRef></group></groupSet></packageItem>
</itemSet></newsMessage>"#;

pub const NITF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
<nitf uno="nka.9"><head><title>deich-slug</title>
<docdata management-status="usable"><doc-id id-string="310507-99-12345" regsrc="NKA"/><date.issue norm="20310507T080112+0200"/>
<doc.copyright holder="dpa" year="2031"/></docdata>
<pubdata name="Der Deichbote" ex-ref="https://deichbote.invalid/9" date.publication="20310508"/></head>
<body xml:lang="de"><body.head><hedline><hl1>Deich bei Oland hält</hl1><hl2>Pegel fällt</hl2></hedline>
<note><p>an alle Kunden</p></note><byline class="print_byline">Von <person>Eva Lind</person><byttl>Redakteurin</byttl></byline>
<byline class="normalized_byline">Lind, Eva</byline><distributor>dpa</distributor>
<dateline><location>Oland</location> (AFP)</dateline><abstract><p>Die Nacht war ruhig.</p></abstract></body.head>
<body.content><block><p>Der Deich hat <person>Ole Frenzen</person> zufolge gehalten.</p><hl2>Der Pegel fällt</hl2>
<media media-type="image"><media-reference source="x.jpg"/><media-caption><p>Ein Deich</p></media-caption><media-producer>Foto: Kai Brand</media-producer></media>
<p>Am Morgen &#8211; gegen sechs &#8211; fiel er um zwei Meter.</p></block></body.content>
<body.end><tagline>dpa ef nk</tagline></body.end></body></nitf>"#;

pub const ONE: &str = r#"<?xml version="1.0" encoding="iso-8859-1"?><NewsML Version="1.2"><NewsEnvelope><DateAndTime>20310507T084100+0200</DateAndTime></NewsEnvelope>
<NewsItem><Identification><NewsIdentifier><ProviderId>nka.invalid</ProviderId><DateId>20310507</DateId><NewsItemId>77</NewsItemId><RevisionId PreviousRevision="1" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:nka.invalid:20310507:77:2N</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20310507T080112+0200</FirstCreated><ThisRevisionCreated>20310507T084000+0200</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Deich bei Oland steht</HeadLine><SubHeadLine>Pegel sinkt</SubHeadLine><ByLine>Von Eva Lind</ByLine><CopyrightLine>(c) AFP</CopyrightLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="de"/><Location><Property FormalName="City" Value="Oland"/></Location></DescriptiveMetadata>
<NewsComponent><ContentItem Href="x.jpg"><MediaType FormalName="Photo"/></ContentItem></NewsComponent>
<ContentItem><MediaType FormalName="Text"/><DataContent><p>Der Deich hat gehalten.</p><p>Der Pegel sank.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"#;

#[test]
fn reads_newsml_g2() {
    let gathered = read("a.xml", G2);
    assert_eq!(gathered.passed_over, ["in/a.xml#2", "in/a.xml#4"]);
    assert_eq!(gathered.failed.len(), 1);
    assert!(gathered.failed[0].1.contains("20310507:3@4' was withdrawn"), "{:?}", gathered.failed);
    let [found] = &gathered.found[..] else { panic!("one item") };
    let given = &found.given;
    assert_eq!(given.id, "urn:newsml:nka.invalid:20310507:1@2");
    assert_eq!(given.title.as_deref(), Some("Deich bei Oland hält"));
    assert_eq!(given.subtitle.as_deref(), Some("Pegel fällt"));
    assert_eq!(given.teaser.as_deref(), Some("Die Nacht war ruhig."));
    assert_eq!(given.language.as_deref(), Some("de-DE"));
    assert_eq!(given.agencies, ["NKA", "Nordkreis-Agentur", "AFP", "NKA/AFP"]);
    assert_eq!(given.bylines, ["Eva Lind", "Von Eva Lind"]);
    assert_eq!(given.notices.len(), 1);
    assert_eq!(date(found, DateRole::Published), "2031-05-07T08:01:00+02:00");
    assert_eq!(date(found, DateRole::Modified), "2031-05-07T08:40:00+02:00");
    assert_eq!(date(found, DateRole::FirstSeen), "2031-05-07T08:41:00+02:00");
    let article = article(found);
    assert_eq!(article.text, "Der Deich hat gehalten.\n\nDer Pegel fiel & fiel.");
    assert_eq!(article.authors, ["Eva Lind"]);
    // The content is the slice of the document, so that its places are places there.
    let from = G2.find("<xhtml:html>").expect("the text");
    let deich = article.offsets.to_raw(stemma_text::TextRange::new(4, 9)).expect("a place");
    assert_eq!(&G2[from + deich.start..from + deich.end], "Deich");
}

#[test]
fn reads_nitf() {
    let found = read("a.xml", NITF).one();
    let given = &found.given;
    assert_eq!(given.id, "310507-99-12345");
    assert_eq!(given.title.as_deref(), Some("Deich bei Oland hält"));
    assert_eq!(given.subtitle.as_deref(), Some("Pegel fällt"));
    assert_eq!(given.teaser.as_deref(), Some("Die Nacht war ruhig."));
    assert_eq!(given.authors, ["Eva Lind"]);
    assert_eq!(given.agencies, ["dpa", "AFP", "dpa ef nk"]);
    assert_eq!(given.outlet.as_deref(), Some("Der Deichbote"));
    assert_eq!(given.url.as_deref(), Some("https://deichbote.invalid/9"));
    assert_eq!(given.language.as_deref(), Some("de"));
    assert_eq!(given.picture_credits, ["Foto: Kai Brand"]);
    assert_eq!(date(&found, DateRole::Published), "2031-05-07T08:01:12+02:00");
    let article = article(&found);
    assert_eq!(
        article.text,
        "Der Deich hat Ole Frenzen zufolge gehalten.\n\nDer Pegel fällt\n\nAm Morgen – gegen sechs – fiel er um zwei Meter."
    );
    assert_eq!(article.blocks[1].kind, stemma_text::BlockKind::Heading);
}

#[test]
fn reads_nitf_inside_of_newsml() {
    let start = NITF.find("<nitf").expect("a start");
    for inner in [NITF[start..].to_owned(), format!("<![CDATA[{NITF}]]>")] {
        let item = format!(
            "<newsItem guid=\"g\" xmlns=\"x\"><contentMeta><headline>Anderer Titel</headline></contentMeta><contentSet>\
             <inlineXML contenttype=\"application/nitf+xml\">{inner}</inlineXML></contentSet></newsItem>"
        );
        let found = read("a.xml", item).one();
        assert_eq!((found.given.id.as_str(), found.given.title.as_deref()), ("g", Some("Anderer Titel")));
        assert_eq!(found.given.subtitle.as_deref(), Some("Pegel fällt"));
        assert!(content(&found).contains("<person>Ole Frenzen</person>"));
    }
}

#[test]
fn reads_the_first_newsml() {
    let found = read("a.xml", ONE).one();
    let given = &found.given;
    assert_eq!(given.id, "urn:newsml:nka.invalid:20310507:77:2N@2");
    assert_eq!(given.title.as_deref(), Some("Deich bei Oland steht"));
    assert_eq!(given.subtitle.as_deref(), Some("Pegel sinkt"));
    assert_eq!(given.language.as_deref(), Some("de"));
    assert_eq!(given.agencies, ["(c) AFP", "AFP"]);
    assert_eq!(date(&found, DateRole::Published), "2031-05-07T08:01:12+02:00");
    assert_eq!(article(&found).text, "Der Deich hat gehalten.\n\nDer Pegel sank.");
}

#[test]
fn reads_old_archives() {
    let found = read(
        "a.xml",
        "<?xml version=\"1.0\"?><newsitem itemid=\"2286\" xml:lang=\"en\"><title>OLAND: Ferry resumes.</title>\
         <headline>Ferry resumes.</headline><dateline>OLAND 2031-05-07</dateline><text><p>The ferry resumed.</p></text>\
         <copyright>(c) Reuters Limited 2031</copyright></newsitem>",
    )
    .one();
    assert_eq!((found.given.id.as_str(), found.given.title.as_deref()), ("2286", Some("Ferry resumes.")));
    assert_eq!(article(&found).text, "The ferry resumed.");
    let found = read(
        "a.xml",
        "<nitf><body><body.content><block class=\"lead_paragraph\"><p>Eins.</p></block><block class=\"full_text\">\
         <p>Eins.</p><p>Zwei.</p></block></body.content></body></nitf>",
    )
    .one();
    assert_eq!((found.given.id.as_str(), article(&found).text.as_str()), ("a.xml", "Eins.\n\nZwei."));
}

#[test]
fn keeps_plain_text_in_data() {
    let found = read(
        "a.xml",
        "<newsItem guid=\"g\"><contentSet><inlineData contenttype=\"text/plain\">Eins &lt;zwei.\n\nDrei.</inlineData>\
         </contentSet></newsItem>",
    )
    .one();
    assert_eq!((content(&found).as_str(), found.form), ("Eins <zwei.\n\nDrei.", Some(Form::Text)));
}
