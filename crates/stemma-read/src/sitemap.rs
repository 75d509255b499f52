//! Sitemaps, and news sitemaps with titles and dates (sitemaps.org 0.9, the news extension). Their entries are no
//! articles: they say when the pages they name appeared, and what could be fetched.

use crate::xml::{self, Xml};
use crate::{Found, Input, Sink};
use stemma_extract::Given;
use stemma_text::{DateBasis, DateRole, Dated};

/// One entry of a sitemap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub address: String,
    title: String,
    published: String,
    changed: String,
    /// True for the address of a further sitemap.
    pub is_map: bool,
}

/// Gives the entries of one sitemap to `sink`, as what is listed elsewhere.
///
/// # Errors
/// In words, if nothing of it can be read.
pub(crate) fn read(input: &mut Input<'_>, sink: &mut dyn Sink) -> Result<(), String> {
    let entries = entries(&xml::decode(input.whole()?));
    if entries.is_empty() {
        return Err("this sitemap names no pages; it may be cut off".to_owned());
    }
    for (number, entry) in entries.into_iter().filter(|e| !e.is_map).enumerate() {
        let date = |role, value: &str| Some((role, Dated::parse(value, DateBasis::Sitemap)?));
        let given = Given {
            id: entry.address.clone(),
            url: Some(entry.address),
            title: Some(entry.title).filter(|t| !t.is_empty()),
            dates: [date(DateRole::Published, &entry.published), date(DateRole::Modified, &entry.changed)]
                .into_iter()
                .flatten()
                .collect(),
            ..Given::default()
        };
        let place = format!("{}#{}", input.place, number + 1);
        sink.found(Found { given, place, listed: true, ..Found::default() });
    }
    Ok(())
}

/// The entries of a sitemap or of an index of sitemaps. What breaks off leaves those before it.
pub(crate) fn entries(text: &str) -> Vec<Entry> {
    let mut xml = Xml::new(text);
    let mut entries = Vec::new();
    while let Some(tag) = xml.next() {
        let is_map = tag.local() == "sitemap";
        if !is_map && tag.local() != "url" {
            continue;
        }
        let mut entry = Entry { is_map, ..Entry::default() };
        while let Some(field) = xml.child(&tag) {
            let place = match field.local().as_str() {
                "loc" if entry.address.is_empty() => &mut entry.address,
                "lastmod" => &mut entry.changed,
                "publication_date" => &mut entry.published,
                "title" => &mut entry.title,
                _ => continue,
            };
            *place = xml.text(&field).trim().to_owned();
        }
        if xml.broken().is_none() && entry.address.starts_with("http") {
            entries.push(entry);
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_news_sitemap() {
        let found = entries(
            "<?xml version=\"1.0\"?><urlset xmlns:n=\"x\"><url><loc>https://bote.invalid/a?b=1&amp;c=2</loc>\
             <lastmod>2031-05-07T10:00:00Z</lastmod><n:news><n:publication_date>2031-05-07T08:30:00+02:00\
             </n:publication_date><n:title><![CDATA[Pegel & Deich]]></n:title></n:news></url>\
             <url><loc>javascript:1</loc></url><url><loc>https://bote.invalid/b</loc></url><url><loc>https",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].address, "https://bote.invalid/a?b=1&c=2");
        assert_eq!(
            (found[0].title.as_str(), found[0].published.as_str()),
            ("Pegel & Deich", "2031-05-07T08:30:00+02:00")
        );
        assert!(!found[1].is_map);
    }

    #[test]
    fn reads_an_index() {
        let found =
            entries("<sitemapindex><sitemap><loc>https://bote.invalid/s1.xml</loc></sitemap></sitemapindex>");
        assert!(found.len() == 1 && found[0].is_map);
    }
}
