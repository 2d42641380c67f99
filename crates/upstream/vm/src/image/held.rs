//! Namespaces, classes, containers and instances that are watched while an image is made,
//! each with what it held when it was looked at last.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use super::{
    changes::{self, Edit, Entries, Table},
    memories,
};
use crate::{
    AsObject, Py, PyObject, PyObjectRef, PyRef, VirtualMachine,
    builtins::{PyDict, PyDictRef, PyFunction, PyList, PyListRef, PyModule, PySet, PyStr, PyType},
    lazy,
    types::PyTypeFlags,
};

/// How far below a name containers and instances are looked at.
const DEPTH: usize = 2;
/// The same in the interpreter's own modules.
const DEPTH_OF_OWN: usize = 1;
/// What larger containers hold is not looked at.
const LARGE: usize = 1000;

/// One of them.
pub(super) struct Held {
    /// The module that it belongs to.
    pub(super) owner: String,
    /// What it is called there.
    pub(super) name: String,
    /// Does it belong to one of the interpreter's own modules?
    pub(super) is_own: bool,
    /// Has it not been looked at yet?
    pub(super) is_new: bool,
    /// Does it keep what others have asked for?
    is_cache: bool,
    /// How far below it others are watched.
    depth: usize,
    kind: Kind,
    /// What of it can be exchanged besides what it holds.
    parts: Parts,
    /// Itself.
    object: PyObjectRef,
}

enum Kind {
    Namespace(PyDictRef, Entries),
    Class(PyRef<PyType>, Entries),
    Dict(PyDictRef, Entries),
    Instance(PyDictRef, Entries, IsLogger),
    List(PyListRef, Vec<PyObjectRef>),
    Set(PyRef<PySet>, Vec<PyObjectRef>),
}

/// The addresses of an object's class, and of a function's code and defaults.
type Parts = [usize; 4];

fn parts(object: &PyObject) -> Parts {
    let id = |object: Option<&PyObject>| object.map_or(0, AsObject::get_id);
    let class = object.class().get_id();
    let Some(function) = object.downcast_ref::<PyFunction>() else {
        return [class, 0, 0, 0];
    };
    let defaults = function.defaults_and_kwdefaults.lock();
    [
        class,
        function.code.get_id(),
        id(defaults.0.as_ref().map(AsObject::as_object)),
        id(defaults.1.as_ref().map(AsObject::as_object)),
    ]
}

/// A logger knows others, and `logging` says which.
type IsLogger = bool;

/// What an object may hold.
pub(super) struct Found {
    pub(super) object: PyObjectRef,
    pub(super) name: String,
    depth: usize,
    is_cache: bool,
}

/// What is asked of a name in the namespace of a module: does it count that it stands for
/// something else?
pub(super) type Counts<'a> =
    &'a dyn Fn(&str, &str, Option<&PyObjectRef>, Option<&PyObjectRef>) -> bool;

impl Held {
    /// The namespace of the module `name`.
    pub(super) fn namespace(name: &str, module: &PyObject, is_own: bool) -> Option<Self> {
        let namespace = module.dict()?;
        Some(Self {
            owner: name.to_owned(),
            name: String::new(),
            is_own,
            is_new: true,
            is_cache: false,
            depth: 0,
            kind: Kind::Namespace(namespace, Entries::new()),
            parts: parts(module),
            object: module.to_owned(),
        })
    }

    /// What was found in `owner`, if it is something that can be changed.
    pub(super) fn new(
        found: &Found,
        owner: &str,
        is_own: bool,
        logger: Option<&Py<PyType>>,
        vm: &VirtualMachine,
    ) -> Option<Self> {
        let object = &found.object;
        let kind = Kind::of(object, logger, vm)?;
        let owner = match &kind {
            Kind::Class(class, _) => module_of(class, vm),
            _ => None,
        }
        .unwrap_or_else(|| owner.to_owned());
        Some(Self {
            owner,
            name: found.name.clone(),
            is_own,
            is_new: true,
            is_cache: found.is_cache,
            depth: found.depth,
            kind,
            parts: parts(object),
            object: object.clone(),
        })
    }

    /// What has been done to it since it was looked at last, as far as it counts; `None` if
    /// it holds what it held. `counts` is asked of names in namespaces.
    pub(super) fn update(&mut self, counts: Counts<'_>) -> Option<Vec<Edit>> {
        let edits = self.update_contents(counts);
        let now = parts(&self.object);
        if core::mem::replace(&mut self.parts, now) == now {
            return edits;
        }
        let mut edits = edits.unwrap_or_default();
        edits.push(Edit::Other);
        Some(edits)
    }

    fn update_contents(&mut self, counts: Counts<'_>) -> Option<Vec<Edit>> {
        let text = |key: &PyObjectRef| {
            let key = key.downcast_ref::<PyStr>()?.to_str()?;
            Some(key.to_owned())
        };
        let (owner, is_own) = (&self.owner, self.is_own);
        match &mut self.kind {
            Kind::Namespace(dict, held) => {
                let counts = |key: &PyObjectRef, old: Option<&_>, new: Option<&_>| {
                    text(key).is_some_and(|name| counts(owner, &name, old, new))
                };
                update_table(&Table::Dict(dict.clone()), held, true, counts)
            }
            Kind::Instance(dict, held, is_logger) => {
                let counts = |key: &PyObjectRef, _: Option<&_>, _: Option<&_>| {
                    text(key).is_none_or(|name| counts_in_instance(&name, *is_logger, is_own))
                };
                update_table(&Table::Dict(dict.clone()), held, true, counts)
            }
            Kind::Class(class, held) => {
                let counts = |key: &PyObjectRef, _: Option<&_>, _: Option<&_>| {
                    text(key).is_some_and(|name| counts_in_class(&name, is_own))
                };
                update_table(&Table::Class(class.clone()), held, true, counts)
            }
            Kind::Dict(dict, held) => {
                let counts = |key: &PyObjectRef, _: Option<&_>, _: Option<&_>| {
                    text(key).is_none_or(|name| !ADDED_TO_NAMESPACES.contains(&&*name))
                };
                update_table(&Table::Dict(dict.clone()), held, false, counts)
            }
            Kind::List(list, held) => {
                let now = list.borrow_vec().to_vec();
                if changes::are_same(&now, held) {
                    return None;
                }
                let old = core::mem::replace(held, now.clone());
                let list = list.clone();
                Some(vec![Edit::Elements {
                    list,
                    old,
                    new: now,
                }])
            }
            Kind::Set(set, held) => {
                let now = set.elements();
                if changes::are_same(&now, held) {
                    return None;
                }
                let old = core::mem::replace(held, now);
                Some(changes::edits_of_set(set, &old, held))
            }
        }
    }

    /// What it holds that may be changed.
    pub(super) fn contents(&self) -> Vec<Found> {
        let found = |object: &PyObject, name: &str, key: &str, depth| Found {
            object: object.to_owned(),
            name: name.to_owned(),
            depth,
            is_cache: self.is_cache || memories::is_cache(key),
        };
        let named = |entries: &Entries| -> Vec<(String, PyObjectRef)> {
            let entries = entries.iter();
            entries
                .map(|(key, value)| {
                    let key = key.downcast_ref::<PyStr>().and_then(|key| key.to_str());
                    (key.unwrap_or_default().to_owned(), value.clone())
                })
                .collect()
        };
        let mut contents: Vec<Found> = match &self.kind {
            Kind::Namespace(_, held) => named(held)
                .iter()
                .filter_map(|(name, value)| {
                    let depth = self.depth_below(name, value)?;
                    Some(found(value, name, name, depth))
                })
                .collect(),
            Kind::Class(_, held) => named(held)
                .iter()
                .filter(|(name, value)| {
                    let is_private = self.is_own && name.starts_with('_');
                    !is_private && counts_in_class(name, self.is_own) && !is_fixed(value)
                })
                .map(|(name, value)| {
                    found(value, &self.name, name, if self.is_own { 0 } else { DEPTH })
                })
                .collect(),
            Kind::Dict(_, held) | Kind::Instance(_, held, _) if self.looks_into(held.len()) => {
                let is_logger = matches!(self.kind, Kind::Instance(_, _, true));
                named(held)
                    .iter()
                    .filter(|(name, value)| {
                        counts_in_instance(name, is_logger, self.is_own)
                            && !value.downcastable::<PyType>()
                    })
                    .map(|(name, value)| found(value, &self.name, name, self.depth - 1))
                    .collect()
            }
            Kind::List(_, held) if self.looks_into(held.len()) => {
                let elements = held
                    .iter()
                    .filter(|element| !element.downcastable::<PyType>());
                elements
                    .map(|element| found(element, &self.name, "", self.depth - 1))
                    .collect()
            }
            _ => Vec::new(),
        };
        // A container of a class of its own has attributes, too.
        if let Kind::Dict(..) | Kind::List(..) | Kind::Set(..) = self.kind
            && let Some(attributes) = self.object.dict()
        {
            contents.push(found(attributes.as_object(), &self.name, "", self.depth));
        }
        contents
    }

    /// Are others watched that lie in it, which has so many entries?
    fn looks_into(&self, entries: usize) -> bool {
        self.depth > 0 && entries <= LARGE
    }

    /// How far below the value of `name` in this namespace others are watched; `None` if it
    /// is not watched itself.
    fn depth_below(&self, name: &str, value: &PyObject) -> Option<usize> {
        let is_watched = !lazy::is_deferred(value)
            && !value.downcastable::<PyModule>()
            && !memories::is_memory(&self.owner, name, self.is_own);
        if let Some(class) = value.downcast_ref::<PyType>() {
            return (is_watched && !is_fixed(class.as_object())).then_some(0);
        }
        match self.is_own {
            true => {
                (is_watched && memories::is_registry(&self.owner, name)).then_some(DEPTH_OF_OWN)
            }
            false => is_watched.then_some(DEPTH),
        }
    }

    /// What `edit` of it has changed is called.
    pub(super) fn name_of(&self, edit: &Edit) -> String {
        match (&self.kind, edit.key()) {
            (Kind::Namespace(..), Some(name)) => name.to_owned(),
            _ => self.name.clone(),
        }
    }

    /// Does `edit` of it change a cache?
    pub(super) fn is_of_cache(&self, edit: &Edit) -> bool {
        self.is_cache || edit.key().is_some_and(memories::is_cache)
    }

    /// A logger, found by its name.
    pub(super) fn found_logger(logger: PyObjectRef) -> Found {
        Found {
            object: logger,
            name: "logger".to_owned(),
            depth: DEPTH_OF_OWN,
            is_cache: false,
        }
    }
}

impl Kind {
    fn of(object: &PyObject, logger: Option<&Py<PyType>>, vm: &VirtualMachine) -> Option<Self> {
        if let Some(class) = object.downcast_ref::<PyType>() {
            return Some(Self::Class(class.to_owned(), Entries::new()));
        }
        if let Some(dict) = object.downcast_ref::<PyDict>() {
            return Some(Self::Dict(dict.to_owned(), Entries::new()));
        }
        if let Some(list) = object.downcast_ref::<PyList>() {
            return Some(Self::List(list.to_owned(), Vec::new()));
        }
        if let Some(set) = object.downcast_ref::<PySet>() {
            return Some(Self::Set(set.to_owned(), Vec::new()));
        }
        if object.downcastable::<PyModule>() {
            return None;
        }
        let is_logger = logger.is_some_and(|class| object.class().fast_issubclass(class));
        let dict = if object.downcastable::<PyFunction>() {
            // It may get its first attribute while it is watched.
            object.instance_dict()?.get_or_insert(vm)
        } else {
            object.dict()?
        };
        Some(Self::Instance(dict, Entries::new(), is_logger))
    }
}

/// The edits that have made `table` what it is; `None` if it is what it was.
fn update_table(
    table: &Table,
    held: &mut Entries,
    is_namespace: bool,
    counts: impl Fn(&PyObjectRef, Option<&PyObjectRef>, Option<&PyObjectRef>) -> bool,
) -> Option<Vec<Edit>> {
    if let Table::Dict(dict) = table
        && dict._as_dict_inner().holds(held)
    {
        return None;
    }
    let now = table.entries();
    if changes::are_same_entries(&now, held) {
        return None;
    }
    let old = core::mem::replace(held, now);
    Some(changes::edits_of_table(
        table,
        &old,
        held,
        is_namespace,
        counts,
    ))
}

/// What the interpreter adds to a class on demand.
const ADDED_TO_CLASSES: &[&str] = &[
    "__abstractmethods__",
    "__annotate__",
    "__annotations__",
    "__annotations_cache__",
    "__type_params__",
];

/// What the interpreter adds to a namespace on demand.
const ADDED_TO_NAMESPACES: &[&str] = &["__builtins__", "__warningregistry__"];

fn counts_in_class(name: &str, is_own: bool) -> bool {
    !ADDED_TO_CLASSES.contains(&name) && !memories::is_of_class(name, is_own)
}

fn counts_in_instance(name: &str, is_logger: IsLogger, is_own: bool) -> bool {
    !ADDED_TO_NAMESPACES.contains(&name) && !memories::is_of_instance(name, is_logger, is_own)
}

/// Is it a class that nobody can change?
fn is_fixed(value: &PyObject) -> bool {
    let class = value.downcast_ref::<PyType>();
    class.is_some_and(|class| class.slots().flags.has_feature(PyTypeFlags::IMMUTABLETYPE))
}

/// The module that a class says it is from, if it is there under its name.
fn module_of(class: &Py<PyType>, vm: &VirtualMachine) -> Option<String> {
    let name = class.attributes.get(identifier!(vm, __module__))?;
    let name = name.downcast_ref::<PyStr>()?.to_str()?.to_owned();
    let namespace = lazy::loaded_module(&name, vm)?.dict()?;
    let there = lazy::raw_slot(&namespace, vm.ctx.intern_str(&*class.name()), vm);
    let is_there = there.ok()?.is_some_and(|there| there.is(class));
    is_there.then_some(name)
}
