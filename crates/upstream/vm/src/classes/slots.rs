//! The slots of classes by the names of their methods.

use std::sync::OnceLock;

use crate::{
    AsObject, Context,
    builtins::{PyStr, PyStrInterned, PyType, type_::TypeNamespace},
    types::{SLOT_DEFS, SlotDef},
};

/// Methods whose slot a class simply has from its base class, if it has one only and no such
/// method of its own. The others' slots depend on more: how the class is called, say.
const INHERITED: &[&str] = &[
    "__delattr__",
    "__eq__",
    "__ge__",
    "__getattribute__",
    "__gt__",
    "__hash__",
    "__le__",
    "__lt__",
    "__ne__",
    "__repr__",
    "__setattr__",
    "__str__",
];

/// All names, sorted, with their slots.
struct Table {
    names: Box<[&'static PyStrInterned]>,
    slots: Box<[Box<[&'static SlotDef]>]>,
    /// The names by address, with their places in the table.
    places: Box<[(usize, u8)]>,
    /// Those of [`INHERITED`].
    inherited: Names,
    /// Those that `object` has.
    of_object: OnceLock<Names>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

impl Table {
    fn get(ctx: &Context) -> &'static Self {
        TABLE.get_or_init(|| Self::new(ctx))
    }

    fn new(ctx: &Context) -> Self {
        let mut names: Vec<&str> = SLOT_DEFS.iter().map(|slot| slot.name).collect();
        names.sort_unstable();
        names.dedup();
        let slots = |name| SLOT_DEFS.iter().filter(|slot| slot.name == name).collect();
        let slots = names.iter().map(|&name| slots(name)).collect();
        let is_inherited = names.iter().map(|name| INHERITED.contains(name));
        let inherited = is_inherited
            .rev()
            .fold(0, |all, one| all << 1 | u128::from(one));
        let names: Box<[_]> = names.into_iter().map(|name| ctx.intern_str(name)).collect();
        let places = names.iter().map(|name| address(name)).zip(0..);
        let mut places: Box<[_]> = places.collect();
        places.sort_unstable();
        Self {
            names,
            slots,
            places,
            inherited: Names(inherited),
            of_object: OnceLock::new(),
        }
    }

    fn place(&self, name: &PyStrInterned) -> Option<u8> {
        let address = address(name);
        let found = self
            .places
            .binary_search_by_key(&address, |(address, _)| *address);
        found.ok().map(|found| self.places[found].1)
    }

    fn names_in(&self, namespace: &TypeNamespace, ctx: &Context) -> Names {
        let bit = |name: &PyStrInterned| self.place(name).map_or(0, |place| 1 << place);
        match namespace {
            TypeNamespace::Attributes(attributes) => {
                let attributes = attributes.read();
                let special = attributes.keys().filter(|name| is_special(name.as_bytes()));
                Names(special.fold(0, |all, name| all | bit(name)))
            }
            TypeNamespace::Dict(dict) => {
                let keys = dict
                    .into_iter()
                    .filter_map(|(key, _)| key.downcast::<PyStr>().ok());
                let special = keys.filter(|name| is_special(name.as_bytes()));
                let bits = special.map(|name| bit(ctx.intern_str(name.as_wtf8())));
                Names(bits.fold(0, |all, one| all | one))
            }
        }
    }
}

fn address(name: &PyStrInterned) -> usize {
    core::ptr::from_ref(name).addr()
}

fn is_special(name: &[u8]) -> bool {
    name.starts_with(b"__") && name.ends_with(b"__")
}

/// The slots that a method of this name fills, in the order of `SLOT_DEFS`.
pub(crate) fn definitions(name: &PyStrInterned, ctx: &Context) -> &'static [&'static SlotDef] {
    let table = Table::get(ctx);
    let place = table.place(name);
    place.map_or(&[], |place| &table.slots[usize::from(place)])
}

/// Some of the names that slots have: a bit for each place in the table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Names(u128);

/// The methods by whose names a class's slots have to be set, sorted, when it has what its base
/// classes have.
pub(crate) fn names(class: &PyType, ctx: &Context) -> impl Iterator<Item = &'static PyStrInterned> {
    let table = Table::get(ctx);
    let mro = class.mro.read();
    let inherited = mro[1..].iter().fold(0, |all, base| {
        let names = if base.is(ctx.types.object_type) {
            *table
                .of_object
                .get_or_init(|| table.names_in(&base.attributes, ctx))
        } else {
            table.names_in(&base.attributes, ctx)
        };
        all | names.0
    });
    let follows = mro[1..].first().is_some_and(|base| {
        let line = base.mro.read();
        line.len() == mro.len() - 1 && line.iter().zip(&mro[1..]).all(|(one, two)| one.is(two))
    });
    let settled = if follows { table.inherited.0 } else { 0 };
    drop(mro);
    let wanted = inherited & !settled | table.names_in(&class.attributes, ctx).0;
    let places = (0..table.names.len()).filter(move |place| wanted >> place & 1 == 1);
    places.map(|place| table.names[place])
}
