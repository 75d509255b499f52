//! Lost witnesses that credits, retellings and several tops of one family demand. Seventh step inside the lineage stage.

use std::collections::BTreeMap;

use stemma_reuse::Relation;
use stemma_text::Article;

use crate::credit;
use crate::tree::{Lost, Members, Stemma};

impl Members<'_> {
    /// Lost witnesses that the tree, the credits and the retellings demand.
    pub fn find_lost(&self, stemma: &mut Stemma) {
        let roots: Vec<usize> = (0..self.articles.len()).filter(|n| stemma.parents[*n].is_empty()).collect();
        if roots.len() >= 2 {
            let credited = self.source_of(&roots);
            let retold = self.is_retold(&roots);
            self.set_lost(stemma, &roots, credited, retold);
        }
        for to in 0..self.articles.len() {
            let Some(from) = stemma.parents[to].first().copied() else { continue };
            let Some(credited) = self.demands_lost(from, to) else { continue };
            let retold = self.is_retold(&[from, to]);
            // The exemplar keeps its own exemplar if it has one, and passes only the lost source on.
            let mut below = vec![to];
            if stemma.parents[from].is_empty() {
                below.insert(0, from);
            }
            self.set_lost(stemma, &below, credited, retold);
        }
        self.middle_agencies(stemma);
    }

    /// Hangs `below` under the lost witness of that source, a new one if there is none yet.
    fn set_lost(&self, stemma: &mut Stemma, below: &[usize], credited: Option<String>, retold: bool) {
        let known = below
            .iter()
            .find_map(|n| stemma.lost_above[*n])
            .or_else(|| stemma.lost.iter().position(|l| l.credited.is_some() && l.credited == credited));
        let lost = known.unwrap_or_else(|| {
            stemma.lost.push(Lost { credited: credited.clone(), above: None, retold });
            stemma.lost.len() - 1
        });
        if stemma.lost[lost].credited.is_none() {
            stemma.lost[lost].credited = credited;
        }
        for n in below {
            stemma.parents[*n].clear();
            stemma.lost_above[*n] = Some(lost);
        }
    }

    /// If the edge cannot be a direct one: the source of both, where the evidence names it.
    fn demands_lost(&self, from: usize, to: usize) -> Option<Option<String>> {
        let (one, two) = (self.articles[from], self.articles[to]);
        let (link, _) = self.link(from, to)?;
        let common = credit::common(&[one, two], &self.articles);
        if let Some(name) = common {
            let apart = matches!((&one.outlet, &two.outlet), (Some(x), Some(y)) if x != y);
            if apart || credit::names(one) != credit::names(two) {
                return Some(Some(name.to_owned()));
            }
        }
        if link.pair.relation == Relation::Retold {
            let least = link.pair.containment_a.max(link.pair.containment_b);
            let source = common.or_else(|| credit::named_by_both(one, two));
            if source.is_some() || least < 0.8 {
                return Some(source.map(str::to_owned));
            }
        }
        None
    }

    fn source_of(&self, members: &[usize]) -> Option<String> {
        let articles: Vec<&Article> = members.iter().map(|n| self.articles[*n]).collect();
        let named = || {
            let (one, two) = (articles.first()?, articles.get(1)?);
            if articles.len() == 2 { credit::named_by_both(one, two) } else { None }
        };
        credit::common(&articles, &self.articles).or_else(named).map(str::to_owned)
    }

    /// True if these members share text, and only as retellings of one another.
    fn is_retold(&self, members: &[usize]) -> bool {
        let mut linked = 0;
        for (n, x) in members.iter().enumerate() {
            for y in &members[n + 1..] {
                match self.link(*x, *y) {
                    Some((link, _)) if link.pair.relation != Relation::Retold => return false,
                    Some(_) => linked += 1,
                    None => {}
                }
            }
        }
        linked > 0
    }

    /// An agency that edits another's report stands between, if two texts or more came through it.
    fn middle_agencies(&self, stemma: &mut Stemma) {
        for lost in 0..stemma.lost.len() {
            let Some(source) = stemma.lost[lost].credited.clone() else { continue };
            let mut through: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (n, article) in self.articles.iter().enumerate() {
                let first = article.agencies.first().map(|c| c.name.as_str());
                if let (true, Some(first)) = (stemma.lost_above[n] == Some(lost), first)
                    && first != source
                    && !credit::is_present(first, &self.articles)
                {
                    through.entry(first).or_default().push(n);
                }
            }
            for (name, members) in through {
                if members.len() < 2
                    || members.len() == stemma.lost_above.iter().filter(|l| **l == Some(lost)).count()
                {
                    continue;
                }
                stemma.lost.push(Lost { credited: Some(name.to_owned()), above: Some(lost), retold: false });
                let middle = stemma.lost.len() - 1;
                for n in members {
                    stemma.lost_above[n] = Some(middle);
                }
            }
        }
    }
}
