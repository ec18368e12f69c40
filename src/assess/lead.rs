//! Which provisions lead: of all that the machine saw, the fewest that carry every element found; the others are named beside them.
//!
//! A word may stand in fifty articles of a code, and the answer in one. A lawyer wants the one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Also, ElementFinding, Evidence};

/// A provision by instrument and eId.
type At = (String, String);

/// Keeps, of what was read by machine, the evidence in the provisions that lead, and names the others under `also`.
/// What a person coded always stays: `machine` tells the two apart.
pub(super) fn lead(elements: &mut [ElementFinding], machine: impl Fn(&Evidence) -> bool) {
    let at = |e: &Evidence| -> At { (e.instrument.to_string(), e.provision.to_string()) };
    // Provisions in the order of the evidence, with the elements that each carries.
    let mut order: Vec<At> = Vec::new();
    let mut carries: BTreeMap<At, BTreeSet<usize>> = BTreeMap::new();
    let mut left: BTreeSet<usize> = BTreeSet::new();
    for (n, element) in elements.iter().enumerate().filter(|(_, e)| e.found == Some(true)) {
        for evidence in element.evidence.iter().filter(|e| machine(e)) {
            let place = at(evidence);
            if !carries.contains_key(&place) {
                order.push(place.clone());
            }
            carries.entry(place).or_default().insert(n);
            left.insert(n);
        }
    }
    let mut leading: BTreeSet<At> = BTreeSet::new();
    while !left.is_empty() {
        let gain = |place: &At| carries[place].intersection(&left).count();
        let Some(best) = order.iter().rev().max_by_key(|p| gain(p)).filter(|p| gain(p) > 0) else { break };
        left = left.difference(&carries[best]).copied().collect();
        leading.insert(best.clone());
    }
    for element in elements {
        let (keep, rest): (Vec<Evidence>, Vec<Evidence>) =
            std::mem::take(&mut element.evidence).into_iter().partition(|e| !machine(e) || leading.contains(&at(e)));
        element.evidence = keep;
        element.also = rest
            .into_iter()
            .map(|e| Also { instrument: e.instrument, provision: e.provision, citation: e.pinpoint.citation })
            .collect();
        element.also.dedup();
    }
}
