//! The order of what was seen: the provision that carries most of a criterion leads, those that only echo a word come last.

use std::collections::{BTreeMap, BTreeSet};

use super::MachineReading;
use crate::law::Instrument;
use crate::law::id::ProvisionRef;
use crate::rubric::{Role, Rubric};

/// Criterion, and the provision by instrument and identifier.
type Carrier = (String, ProvisionRef);

/// What an element of each role adds to the provision that holds it.
fn weight(role: Role) -> u64 {
    match role {
        Role::Required => 6,
        Role::AnyOf => 3,
        Role::Warning => 2,
        Role::Extra => 1,
    }
}

/// Puts what was found into its order, each element once a provision.
pub(super) fn settle(rubric: &Rubric, laws: &[&Instrument], reading: &mut MachineReading) {
    let mut elements: BTreeMap<(&str, &str), (usize, Role)> = BTreeMap::new();
    for criterion in &rubric.criteria {
        for element in &criterion.elements {
            let next = elements.len();
            elements.insert((&criterion.id, &element.id), (next, element.role));
        }
    }
    let mut provisions: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for law in laws {
        for provision in &law.provisions {
            let next = provisions.len();
            provisions.entry((law.id.as_str(), provision.eid.as_str())).or_insert(next);
        }
    }
    let place = |at: &ProvisionRef| provisions.get(&(at.instrument.as_str(), at.eid.as_str())).copied();
    let element = |c: &str, e: &str| elements.get(&(c, e)).map(|e| e.0);
    let carried = carried(reading, &elements);
    let carries = |s: &super::Sighting| carried.get(&(s.criterion.clone(), s.at.clone())).copied().unwrap_or_default();
    reading.sightings.sort_by_cached_key(|s| {
        // Of a definition and a rule that say as much, the rule leads.
        let (own, section) = carries(s);
        let order = (std::cmp::Reverse(own), defines(s.at.eid.as_str()), std::cmp::Reverse(section));
        (element(&s.criterion, &s.element), order, place(&s.at), s.quote.start, s.quote.end)
    });
    reading.sightings.dedup_by(|b, a| (&a.criterion, &a.element, &a.at) == (&b.criterion, &b.element, &b.at));
    reading.doubts.sort_by_cached_key(|d| {
        (element(&d.criterion, &d.element), place(&d.at), d.criterion.clone(), d.pinpoint.clone(), d.why.clone())
    });
    reading.doubts.dedup();
}

/// Is the provision a definition?
fn defines(eid: &str) -> bool {
    eid.contains("__def_")
}

/// How much of its criterion each provision carries: by the elements seen in it, then by those of its whole section.
fn carried(
    reading: &MachineReading,
    elements: &BTreeMap<(&str, &str), (usize, Role)>,
) -> BTreeMap<Carrier, (u64, u64)> {
    let mut of_provision: BTreeMap<Carrier, BTreeSet<usize>> = BTreeMap::new();
    let mut of_section: BTreeMap<(String, String, String), BTreeSet<usize>> = BTreeMap::new();
    let section =
        |s: &super::Sighting| (s.criterion.clone(), s.at.instrument.as_str().to_string(), s.at.eid.top().to_string());
    let mut roles: BTreeMap<usize, Role> = BTreeMap::new();
    for sighting in &reading.sightings {
        let Some((number, role)) = elements.get(&(sighting.criterion.as_str(), sighting.element.as_str())) else {
            continue;
        };
        roles.insert(*number, *role);
        of_provision.entry((sighting.criterion.clone(), sighting.at.clone())).or_default().insert(*number);
        of_section.entry(section(sighting)).or_default().insert(*number);
    }
    let sum = |all: &BTreeSet<usize>| all.iter().filter_map(|n| roles.get(n)).map(|r| weight(*r)).sum::<u64>();
    let by_section: BTreeMap<&(String, String, String), u64> = of_section.iter().map(|(k, v)| (k, sum(v))).collect();
    let all = of_provision.into_iter().map(|((criterion, at), seen)| {
        let key = (criterion.clone(), at.instrument.as_str().to_string(), at.eid.top().to_string());
        let whole = by_section.get(&key).copied().unwrap_or_default();
        ((criterion, at), (sum(&seen), whole))
    });
    all.collect()
}
