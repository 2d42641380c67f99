//! The method resolution order of a class with several bases.

use crate::{AsObject, builtins::PyTypeRef};

/// C3: merges the orders of the bases and the list of the bases itself, so that
/// the bases keep their order also where no base's own order says anything of it.
pub(crate) fn merge(bases: &[PyTypeRef]) -> Result<Vec<PyTypeRef>, String> {
    let orders: Vec<Vec<PyTypeRef>> = bases.iter().map(|base| base.mro_collect()).collect();
    let mut rest: Vec<&[PyTypeRef]> = orders.iter().map(Vec::as_slice).collect();
    rest.push(bases);
    let mut merged = Vec::new();
    loop {
        rest.retain(|order| !order.is_empty());
        if rest.is_empty() {
            return Ok(merged);
        }
        let Some(next) = next_class(&rest) else {
            return Err(contradiction(&rest));
        };
        for order in &mut rest {
            if order[0].is(&next) {
                *order = &order[1..];
            }
        }
        merged.push(next);
    }
}

/// The first head that no order wants later.
fn next_class(rest: &[&[PyTypeRef]]) -> Option<PyTypeRef> {
    rest.iter()
        .map(|order| &order[0])
        .find(|head| {
            !rest
                .iter()
                .any(|order| order[1..].iter().any(|class| class.is(*head)))
        })
        .cloned()
}

fn contradiction(rest: &[&[PyTypeRef]]) -> String {
    let mut heads: Vec<&PyTypeRef> = Vec::new();
    for order in rest {
        if !heads.iter().any(|head| head.is(&order[0])) {
            heads.push(&order[0]);
        }
    }
    let names: Vec<String> = heads.iter().map(|head| head.name().to_string()).collect();
    format!(
        "Cannot create a consistent method resolution order (MRO) for bases {}",
        names.join(", ")
    )
}
