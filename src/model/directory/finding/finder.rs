//! Looks people up as letters are typed and taken back.

use super::{super::near, Asked, Index, NOT, Rank, SAID_SOUNDS, SLIP, Value, Word};

/// So many are remembered.
const STEPS: usize = 12;

/// Looks for somebody; what it has found is the beginning of the next, and is found again when letters are taken back.
#[derive(Default)]
pub struct Finder {
    /// What was looked for, each with what the one before begins with.
    steps: Vec<Step>,
    /// Among so many.
    among: usize,
    ranks: Vec<Rank>,
}

/// A word as far as it was typed.
struct Step {
    text: String,
    /// How well each name fits.
    names: Vec<Rank>,
    /// How well each value does, and whether it was looked at as it sounds.
    values: Vec<(Rank, bool)>,
}

impl Finder {
    /// Those of `order` who are found, the best first, those who fit as well in that order; all of them where nothing is asked for.
    /// `means` leaves people out.
    pub fn find(
        &mut self,
        index: &Index,
        asked: &Asked,
        order: &[u32],
        means: Option<&[bool]>,
    ) -> Vec<u32> {
        let is_meant = |at: &&u32| {
            means.is_none_or(|means| means.get(**at as usize).copied().unwrap_or_default())
        };
        if asked.is_empty() {
            return order.iter().filter(is_meant).copied().collect();
        }
        match asked.words.as_slice() {
            [word] => self.one_word(index, asked, word),
            _ => self.several(index, asked),
        }
        if self.ranks.iter().all(|rank| *rank == NOT) {
            self.slips(index, asked);
        }
        // Counted out: a place for each.
        let rank = |at: u32| self.ranks.get(at as usize).copied().unwrap_or(NOT);
        let mut begins = [0_usize; NOT as usize + 2];
        let meant = || order.iter().filter(is_meant).filter(|at| rank(**at) < NOT);
        for at in meant() {
            if let Some(begin) = begins.get_mut(usize::from(rank(*at)) + 1) {
                *begin += 1;
            }
        }
        let mut all = 0;
        for begin in &mut begins {
            all += *begin;
            *begin = all;
        }
        let mut found = vec![0; all];
        for at in meant() {
            if let Some(next) = begins.get_mut(usize::from(rank(*at))) {
                if let Some(place) = found.get_mut(*next) {
                    *place = *at;
                }
                *next += 1;
            }
        }
        found
    }

    /// Forgets what it has found: other people are looked through from now on.
    pub fn forget(&mut self) {
        self.steps.clear();
    }

    fn one_word(&mut self, index: &Index, asked: &Asked, word: &Word) {
        if self.among != index.len() {
            self.forget();
            self.among = index.len();
        }
        while self
            .steps
            .pop_if(|step| !word.text.starts_with(&step.text))
            .is_some()
        {}
        match self.steps.last() {
            Some(step) if step.text == word.text => {}
            before => {
                let step = Step::after(before, index, asked, word);
                if self.steps.len() == STEPS {
                    self.steps.remove(0);
                }
                self.steps.push(step);
            }
        }
        self.ranks.clear();
        let Some(step) = self.steps.last() else {
            return;
        };
        let mut begin = 0;
        for (rank, end) in step.names.iter().zip(&index.ends) {
            let mut best = *rank;
            if best == NOT {
                let said = index.said.get(begin..*end as usize).unwrap_or_default();
                for (value, _) in said {
                    let value = step.values.get(*value as usize);
                    best = best.min(value.map_or(NOT, |(rank, _)| *rank));
                }
            }
            begin = *end as usize;
            self.ranks.push(best);
        }
    }

    fn several(&mut self, index: &Index, asked: &Asked) {
        self.ranks.clear();
        let whole = Word::new(&asked.typed.whole, &asked.typed.run);
        // A blank is in no name that sounds so.
        for (at, name) in index.names.iter().enumerate() {
            let rank = index.name_rank(asked, &whole, name);
            self.ranks.push(match rank {
                NOT => index.each_word(asked, at, name),
                rank => rank,
            });
        }
    }

    /// Forgives a slip in one word where that is Latin and long enough.
    fn slips(&mut self, index: &Index, asked: &Asked) {
        let run: String = asked.typed.run.iter().collect();
        let is_latin = run.bytes().all(|b| b.is_ascii_lowercase());
        if !is_latin || near::forgiven(run.len()) == 0 {
            return;
        }
        let word = Word::new(&run, &asked.typed.run);
        let near = |value: &Value| Index::near(&word, value);
        let values: Vec<bool> = index.values.all.iter().map(near).collect();
        for (at, name) in index.names.iter().enumerate() {
            let says = |(value, _): &(u32, u8)| values.get(*value as usize) == Some(&true);
            if (near(name) || index.said(at).iter().any(says))
                && let Some(rank) = self.ranks.get_mut(at)
            {
                *rank = SLIP;
            }
        }
    }
}

impl Step {
    /// What fits a word, of what has fitted its beginning.
    fn after(before: Option<&Self>, index: &Index, asked: &Asked, word: &Word) -> Self {
        let (mut names, mut values) = match before {
            Some(step) => (step.names.clone(), step.values.clone()),
            None => (
                vec![0; index.names.len()],
                vec![(0, false); index.values.all.len()],
            ),
        };
        for (rank, name) in names.iter_mut().zip(&index.names) {
            if *rank < NOT {
                *rank = index.name_rank(asked, word, name);
            }
        }
        for ((rank, was_heard), value) in values.iter_mut().zip(&index.values.all) {
            if *rank == NOT && *was_heard {
                continue;
            }
            *rank = if *rank == NOT {
                NOT
            } else {
                Index::written(word, value)
            };
            // What is not written so may sound so; what was asked in vain is not asked again.
            if *rank == NOT && !*was_heard && Index::is_heard(word, value) {
                match index.heard(word, value) {
                    Some(_) => *rank = SAID_SOUNDS,
                    None => *was_heard = true,
                }
            }
        }
        Self {
            text: word.text.clone(),
            names,
            values,
        }
    }
}
