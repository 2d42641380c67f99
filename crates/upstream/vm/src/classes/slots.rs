//! The slots of classes by the names of their methods.

use std::sync::OnceLock;

use crate::{
    Context,
    builtins::{PyStr, PyStrInterned, type_::TypeNamespace},
    types::{SLOT_DEFS, SlotDef},
};

/// All names, sorted, each with its slots.
static TABLE: OnceLock<Box<[(&'static str, Box<[&'static SlotDef]>)]>> = OnceLock::new();
/// The same names as interned strings, by address, with their places in the table.
static INTERNED: OnceLock<Box<[(usize, u8)]>> = OnceLock::new();

fn table() -> &'static [(&'static str, Box<[&'static SlotDef]>)] {
    TABLE.get_or_init(|| {
        let mut names: Vec<&str> = SLOT_DEFS.iter().map(|slot| slot.name).collect();
        names.sort_unstable();
        names.dedup();
        let slots = |name| SLOT_DEFS.iter().filter(|slot| slot.name == name).collect();
        names.into_iter().map(|name| (name, slots(name))).collect()
    })
}

/// The slots that a method of this name fills, in the order of `SLOT_DEFS`.
pub(crate) fn definitions(name: &str) -> &'static [&'static SlotDef] {
    let table = table();
    match table.binary_search_by_key(&name, |(name, _)| name) {
        Ok(place) => &table[place].1,
        Err(_) => &[],
    }
}

fn address(name: &PyStrInterned) -> usize {
    core::ptr::from_ref(name).addr()
}

fn interned(ctx: &Context) -> &'static [(usize, u8)] {
    INTERNED.get_or_init(|| {
        let names = table().iter().zip(0..);
        let mut names: Box<[_]> = names
            .map(|((name, _), place)| (address(ctx.intern_str(*name)), place))
            .collect();
        names.sort_unstable();
        names
    })
}

/// Where in the table a name stands.
fn place(name: &PyStrInterned, ctx: &Context) -> Option<u8> {
    let names = interned(ctx);
    let found = names.binary_search_by_key(&address(name), |(address, _)| *address);
    found.ok().map(|found| names[found].1)
}

/// Some of the names that slots have.
#[derive(Debug, Default)]
pub(crate) struct Names(u128);

impl Names {
    /// Adds those of a class's own attributes.
    pub(crate) fn add(&mut self, namespace: &TypeNamespace, ctx: &Context) {
        let mut add = |name: &PyStrInterned| {
            if let Some(place) = place(name, ctx) {
                self.0 |= 1 << place;
            }
        };
        match namespace {
            TypeNamespace::Attributes(attributes) => {
                let attributes = attributes.read();
                let special = attributes.keys().filter(|name| is_special(name.as_bytes()));
                special.for_each(|name| add(name));
            }
            TypeNamespace::Dict(dict) => {
                for (key, _) in dict {
                    if let Some(name) = key.downcast_ref::<PyStr>()
                        && is_special(name.as_bytes())
                    {
                        add(ctx.intern_str(name.as_wtf8()));
                    }
                }
            }
        }
    }

    /// Them, sorted.
    pub(crate) fn sorted(self, ctx: &Context) -> impl Iterator<Item = &'static PyStrInterned> {
        let places = (0..table().len()).filter(move |place| self.0 >> place & 1 == 1);
        places.map(|place| ctx.intern_str(table()[place].0))
    }
}

fn is_special(name: &[u8]) -> bool {
    name.starts_with(b"__") && name.ends_with(b"__")
}
