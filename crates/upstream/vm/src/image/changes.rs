//! What a module's code changes in containers, classes and namespaces of other modules: how
//! it is found by comparing, taken back while an image is made, and done again when a
//! program imports the module.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::{HashMap, HashSet};

use crate::{
    AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyFunction, PyInt, PyListRef, PySet, PyStr, PyType},
    function::PySetterValue,
    lazy,
    types::SetAttr,
};

/// The entries of a dictionary, a namespace or a class.
pub(super) type Entries = Vec<(PyObjectRef, PyObjectRef)>;

/// Something changed in what belongs to another module.
pub(super) struct Change {
    /// The module that it belongs to.
    pub(super) owner: String,
    /// What it is called there.
    pub(super) name: String,
    /// Its place in the order of all changes.
    pub(super) number: usize,
    /// Is it a cache that was changed, or a counter? Whether it was matters to nobody.
    pub(super) is_of_cache: bool,
    pub(super) edit: Edit,
}

/// What has names or keys, each with a value.
#[derive(Clone)]
pub(super) enum Table {
    /// A dictionary, perhaps a module's or an instance's namespace.
    Dict(PyDictRef),
    /// The attributes of a class.
    Class(PyRef<PyType>),
}

/// What was done.
pub(super) enum Edit {
    /// A key got another value, its first one, or none.
    Item {
        table: Table,
        key: PyObjectRef,
        old: Option<PyObjectRef>,
        new: Option<PyObjectRef>,
        /// How many keys there were, if another object may be the same key.
        count: Option<usize>,
    },
    /// A dictionary has lost keys, or has them in another order.
    Entries {
        dict: PyDictRef,
        old: Entries,
        new: Entries,
    },
    /// A list has other elements.
    Elements {
        list: PyListRef,
        old: Vec<PyObjectRef>,
        new: Vec<PyObjectRef>,
    },
    /// A set has got an element, or has lost one.
    Element {
        set: PyRef<PySet>,
        element: PyObjectRef,
        is_in: bool,
    },
    /// Something that is not taken back.
    Other,
}

impl Table {
    fn address(&self) -> usize {
        match self {
            Self::Dict(dict) => dict.get_id(),
            Self::Class(class) => class.get_id(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Dict(dict) => dict.__len__(),
            Self::Class(class) => class.attributes.entries().len(),
        }
    }

    /// Every entry as it is stored.
    pub(super) fn entries(&self) -> Entries {
        match self {
            Self::Dict(dict) => dict._as_dict_inner().raw_entries(),
            Self::Class(class) => class.attributes.entries(),
        }
    }

    /// The value of `key` as it is stored. No Python code runs: a key that is no string is
    /// found by its identity.
    fn get(&self, key: &PyObjectRef, vm: &VirtualMachine) -> Option<PyObjectRef> {
        if let (Self::Dict(dict), Some(name)) = (self, key.downcast_ref_if_exact::<PyStr>(vm)) {
            return lazy::raw_slot(dict, name, vm).ok().flatten();
        }
        let mut entries = self.entries().into_iter();
        entries.find_map(|(known, value)| known.is(key).then_some(value))
    }

    fn set(
        &self,
        key: &PyObjectRef,
        value: Option<&PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        match (self, value) {
            (Self::Dict(dict), Some(value)) => dict.set_item(&**key, value.clone(), vm),
            (Self::Dict(dict), None) => dict.del_item(&**key, vm),
            (Self::Class(class), value) => {
                let Some(name) = key.downcast_ref::<PyStr>() else {
                    return Ok(());
                };
                let value = value.map_or(PySetterValue::Delete, |value| {
                    PySetterValue::Assign(value.clone())
                });
                // Past what a metaclass has in its place: that has been called already.
                PyType::setattro(class, name, value, vm)
            }
        }
    }
}

impl Edit {
    /// The name or key whose value is changed, if it is text.
    pub(super) fn key(&self) -> Option<&str> {
        let Self::Item { key, .. } = self else {
            return None;
        };
        key.downcast_ref::<PyStr>()?.to_str()
    }

    /// Takes it back. `false` if what is there is not what it has left.
    ///
    /// # Errors
    /// What comparing keys raises.
    pub(super) fn undo(&self, vm: &VirtualMachine) -> PyResult<bool> {
        match self {
            Self::Item {
                table,
                key,
                old,
                new,
                ..
            } => {
                if !is_same(table.get(key, vm).as_ref(), new.as_ref()) {
                    return Ok(false);
                }
                table.set(key, old.as_ref(), vm)?;
            }
            Self::Entries { dict, old, new } => {
                if !are_same_entries(&dict._as_dict_inner().raw_entries(), new) {
                    return Ok(false);
                }
                refill(dict, old, vm)?;
            }
            Self::Elements { list, old, new } => {
                let mut elements = list.borrow_vec_mut();
                if !are_same(&elements, new) {
                    return Ok(false);
                }
                elements.clone_from(old);
            }
            Self::Element {
                set,
                element,
                is_in,
            } => {
                if has(set, element) != *is_in {
                    return Ok(false);
                }
                put(set, element, !is_in, vm)?;
            }
            Self::Other => return Ok(false),
        }
        Ok(true)
    }

    /// Does it again, if it finds what it has found. A counter goes on at least to where it
    /// went: what it has given is not given again.
    ///
    /// # Errors
    /// What comparing keys raises.
    pub(super) fn redo_if_possible(&self, vm: &VirtualMachine) -> PyResult<()> {
        let is_possible = Rehearsal::default().can_follow(self, vm);
        match is_possible || self.counts_on(vm) {
            true => self.redo(vm),
            false => Ok(()),
        }
    }

    /// Is it a number that becomes a greater one?
    fn counts_on(&self, vm: &VirtualMachine) -> bool {
        let Self::Item {
            table, key, new, ..
        } = self
        else {
            return false;
        };
        let now = table.get(key, vm);
        let number = |object: &Option<PyObjectRef>| {
            let number = object.as_ref()?.downcast_ref_if_exact::<PyInt>(vm)?;
            Some(number.as_bigint().clone())
        };
        number(&now)
            .zip(number(new))
            .is_some_and(|(now, new)| new > now)
    }

    /// Does it again.
    ///
    /// # Errors
    /// What comparing keys raises.
    pub(super) fn redo(&self, vm: &VirtualMachine) -> PyResult<()> {
        match self {
            Self::Item {
                table, key, new, ..
            } => table.set(key, new.as_ref(), vm),
            Self::Entries { dict, new, .. } => refill(dict, new, vm),
            Self::Elements { list, new, .. } => {
                list.borrow_vec_mut().clone_from(new);
                Ok(())
            }
            Self::Element {
                set,
                element,
                is_in,
            } => put(set, element, *is_in, vm),
            Self::Other => Ok(()),
        }
    }
}

/// Finds out whether changes could be done again, one after the other: whether each would
/// find what it has found.
#[derive(Default)]
pub(super) struct Rehearsal {
    /// What keys would stand for, by the addresses of their tables and theirs.
    values: HashMap<(usize, usize), Option<PyObjectRef>>,
    /// What lists would hold, by their addresses.
    lists: HashMap<usize, Vec<PyObjectRef>>,
    /// How many keys more dictionaries would have.
    added: HashMap<usize, usize>,
    /// The dictionaries that would be others.
    changed: HashSet<usize>,
}

impl Rehearsal {
    /// Would `edit` find what it has found?
    pub(super) fn can_follow(&mut self, edit: &Edit, vm: &VirtualMachine) -> bool {
        match edit {
            Edit::Item {
                table,
                key,
                old,
                new,
                count,
            } => {
                let place = (table.address(), key.get_id());
                let now = self.values.insert(place, new.clone());
                let now = now.unwrap_or_else(|| table.get(key, vm));
                let added = self.added.entry(table.address()).or_default();
                let has_as_many = count.is_none_or(|count| table.len() + *added == count);
                *added += usize::from(old.is_none());
                has_as_many && is_same(now.as_ref(), old.as_ref())
            }
            Edit::Entries { dict, old, .. } => {
                let is_first = self.changed.insert(dict.get_id())
                    && !self.values.keys().any(|(table, _)| *table == dict.get_id());
                is_first && are_same_entries(&dict._as_dict_inner().raw_entries(), old)
            }
            Edit::Elements { list, old, new } => {
                let now = self.lists.insert(list.get_id(), new.clone());
                let now = now.unwrap_or_else(|| list.borrow_vec().to_vec());
                are_same(&now, old)
            }
            Edit::Element {
                set,
                element,
                is_in,
            } => has(set, element) != *is_in,
            Edit::Other => false,
        }
    }
}

/// The edits that make `new` out of `old`, as far as they count.
pub(super) fn edits_of_table(
    table: &Table,
    old: &Entries,
    new: &Entries,
    is_namespace: bool,
    counts: impl Fn(&PyObjectRef, Option<&PyObjectRef>, Option<&PyObjectRef>) -> bool,
) -> Vec<Edit> {
    let index = |entries: &Entries| -> HashMap<usize, PyObjectRef> {
        let entries = entries.iter();
        entries
            .map(|(key, value)| (key.get_id(), value.clone()))
            .collect()
    };
    let (before, after) = (index(old), index(new));
    let items = new
        .iter()
        .map(|(key, value)| (key, before.get(&key.get_id()), Some(value)));
    let gone = old
        .iter()
        .filter(|(key, _)| !after.contains_key(&key.get_id()))
        .map(|(key, value)| (key, Some(value), None));
    let items: Vec<_> = items
        .chain(gone)
        .filter(|(key, old, new)| !is_same(*old, *new) && counts(key, *old, *new))
        .collect();
    if let Table::Dict(dict) = table
        && !is_namespace
        && has_lost_its_order(old, new)
    {
        let edit = Edit::Entries {
            dict: dict.clone(),
            old: old.clone(),
            new: new.clone(),
        };
        return vec![edit];
    }
    let mut there = old.len();
    let edit = |(key, old, new): (&PyObjectRef, Option<&PyObjectRef>, Option<&PyObjectRef>)| {
        let (key, old, new) = (key.clone(), old.cloned(), new.cloned());
        let table = table.clone();
        let is_new = old.is_none();
        let count = (is_new && !is_only_itself(&key)).then_some(there);
        there += usize::from(is_new);
        Edit::Item {
            table,
            key,
            old,
            new,
            count,
        }
    };
    items.into_iter().map(edit).collect()
}

/// The edits that make `new` out of `old`.
pub(super) fn edits_of_set(
    set: &PyRef<PySet>,
    old: &[PyObjectRef],
    new: &[PyObjectRef],
) -> Vec<Edit> {
    let ids =
        |elements: &[PyObjectRef]| elements.iter().map(|e| e.get_id()).collect::<HashSet<_>>();
    let (before, after) = (ids(old), ids(new));
    let edit = |element: &PyObjectRef, is_in| Edit::Element {
        set: set.clone(),
        element: element.clone(),
        is_in,
    };
    let gone = old.iter().filter(|e| !after.contains(&e.get_id()));
    let come = new.iter().filter(|e| !before.contains(&e.get_id()));
    gone.map(|element| edit(element, false))
        .chain(come.map(|element| edit(element, true)))
        .collect()
}

/// Is no other object the same key as this one, or can it be found without Python code?
fn is_only_itself(key: &PyObjectRef) -> bool {
    key.downcastable::<PyStr>() || key.downcastable::<PyType>() || key.downcastable::<PyFunction>()
}

/// Has `new` less than `old`, or what `old` has in another order or behind what is new?
fn has_lost_its_order(old: &Entries, new: &Entries) -> bool {
    let mut pairs = old.iter().zip(new);
    new.len() < old.len() || !pairs.all(|((a, _), (b, _))| a.is(b))
}

fn refill(dict: &PyDictRef, entries: &Entries, vm: &VirtualMachine) -> PyResult<()> {
    dict.clear();
    for (key, value) in entries {
        dict.set_item(&**key, value.clone(), vm)?;
    }
    Ok(())
}

fn put(
    set: &PyRef<PySet>,
    element: &PyObjectRef,
    is_in: bool,
    vm: &VirtualMachine,
) -> PyResult<()> {
    match is_in {
        true => set.add(element.clone(), vm),
        false => set.discard(element.clone(), vm),
    }
}

fn has(set: &PyRef<PySet>, element: &PyObjectRef) -> bool {
    set.elements().iter().any(|known| known.is(element))
}

fn is_same(a: Option<&PyObjectRef>, b: Option<&PyObjectRef>) -> bool {
    a.map(|a| a.get_id()) == b.map(|b| b.get_id())
}

/// Are these the same objects?
pub(super) fn are_same(a: &[PyObjectRef], b: &[PyObjectRef]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is(b))
}

/// Are these the same keys with the same values?
pub(super) fn are_same_entries(a: &Entries, b: &Entries) -> bool {
    let mut pairs = a.iter().zip(b);
    a.len() == b.len() && pairs.all(|((a, x), (b, y))| a.is(b) && x.is(y))
}
