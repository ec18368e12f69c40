//! The class of obligation that applies to a state: treaties through which a criterion binds move it.

use jiff::civil::Date;

use crate::law::state::Jurisdiction;
use crate::law::words::TreatyAct;
use crate::rubric::{Criterion, Rubric};

/// The class that applies to this state: treaties through which a criterion binds move it.
pub(super) fn effective_class(
    rubric: &Rubric,
    state: &Jurisdiction,
    criterion: &Criterion,
    as_of: Date,
) -> (String, String) {
    let printed = (criterion.class.clone(), String::new());
    let Some(binding) = rubric.binding.as_ref().filter(|_| !criterion.binds_through.is_empty()) else { return printed };
    let bound: Vec<Option<bool>> = criterion
        .binds_through
        .iter()
        .map(|name| {
            let status = state.treaty(name)?;
            let from = status.in_force.or(status.date);
            match (status.act.binds(), from) {
                (true, Some(date)) => Some(date.latest() <= as_of),
                (true, None) => Some(true),
                (false, _) if status.act == TreatyAct::Unknown => None,
                (false, _) => Some(false),
            }
        })
        .collect();
    let names = criterion.binds_through.join(", ");
    if bound.contains(&Some(true)) && criterion.class != binding.party {
        return (binding.party.clone(), format!("moved up: the state is party to {names}"));
    }
    if criterion.class == binding.party && bound.iter().all(|b| *b == Some(false)) {
        return (binding.not_party.clone(), format!("moved down: the state is not party to {names} as far as known"));
    }
    printed
}
