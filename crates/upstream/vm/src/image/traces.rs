//! What the code of a module leaves in others: names that it sets there, and entries of
//! their dictionaries, lists and sets.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::{HashMap, HashSet};

use crate::{
    AsObject, PyObject, PyObjectRef, VirtualMachine,
    builtins::{PyDict, PyList, PyModule, PySet, PyStr, PyType},
    lazy,
};

/// What changes by itself: the memories of modules that compute something only once.
const MEMORIES: &[(&str, &[&str])] = &[
    (
        "sys",
        &[
            "modules",
            "path_importer_cache",
            "argv",
            "last_exc",
            "last_type",
            "last_value",
            "last_traceback",
        ],
    ),
    ("re", &["_cache", "_cache2"]),
    ("linecache", &["cache"]),
    ("encodings", &["_cache"]),
    (
        "logging",
        &["_handlers", "_handlerList", "root", "Logger", "Manager"],
    ),
    ("threading", &["_threading_atexits", "_active", "_dangling"]),
    ("_strptime", &["_TimeRE_cache", "_regex_cache"]),
];

/// A name of a module, what it stands for, and how much that holds.
#[derive(Clone, PartialEq, Eq)]
struct Slot {
    /// The address of the name.
    name: usize,
    value: usize,
    size: usize,
}

/// The namespaces of all modules at one time.
#[derive(Default)]
pub(super) struct Traces {
    modules: HashMap<String, Vec<Slot>>,
    /// How often each of the standard streams is referred to.
    streams: Vec<usize>,
}

impl Traces {
    /// The namespaces as they are now.
    pub(super) fn look(vm: &VirtualMachine) -> Self {
        let mut seen = HashSet::new();
        let modules = modules(vm).into_iter().map(|(name, module)| {
            let slots = slots(&module, &mut seen);
            (name, slots)
        });
        Self {
            modules: modules.collect(),
            streams: streams(vm),
        }
    }

    /// What has changed since `before` that is not in the namespace of `module`: `None` if
    /// nothing has.
    pub(super) fn since(&self, before: &Self, module: &str, vm: &VirtualMachine) -> Option<String> {
        for (name, slots) in &self.modules {
            let Some(old) = before.modules.get(name) else {
                continue;
            };
            if name != module && slots != old {
                if let Some(changed) = changed(name, slots, old, module, vm) {
                    return Some(format!("changes {name}.{changed}"));
                }
            }
        }
        let more = self
            .streams
            .iter()
            .zip(&before.streams)
            .any(|(now, old)| now > old);
        more.then(|| "keeps a standard stream".to_owned())
    }
}

/// The first name that differs and should not.
fn changed(
    name: &str,
    slots: &[Slot],
    old: &[Slot],
    module: &str,
    vm: &VirtualMachine,
) -> Option<String> {
    let memories = MEMORIES.iter().find(|(memory, _)| *memory == name);
    let old: HashMap<_, _> = old.iter().map(|slot| (slot.name, slot)).collect();
    let gone = old.len() > slots.len();
    let new = slots
        .iter()
        .filter(|slot| old.get(&slot.name) != Some(slot));
    let mut texts = new.map(|slot| text(name, slot.name, vm));
    let found = texts.find(|text| {
        let is_child = module
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('.'))
            .is_some_and(|child| child.split('.').next() == Some(text));
        !is_child && !memories.is_some_and(|(_, names)| names.contains(&&**text))
    });
    found.or_else(|| gone.then(|| "__dict__".to_owned()))
}

/// The name whose object has the address `key` in the namespace of module `name`.
fn text(name: &str, key: usize, vm: &VirtualMachine) -> String {
    let found = lazy::loaded_module(name, vm).and_then(|module| {
        let entries = module.dict()?._as_dict_inner().raw_entries();
        let (key, _) = entries
            .into_iter()
            .find(|(object, _)| object.get_id() == key)?;
        Some(key.downcast_ref::<PyStr>()?.to_string_lossy().into_owned())
    });
    found.unwrap_or_default()
}

fn modules(vm: &VirtualMachine) -> Vec<(String, PyObjectRef)> {
    let Ok(modules) = vm.sys_module.get_attr("modules", vm) else {
        return Vec::new();
    };
    let Some(modules) = modules.downcast_ref::<PyDict>() else {
        return Vec::new();
    };
    let entries = modules._as_dict_inner().raw_entries().into_iter();
    entries
        .filter_map(|(name, module)| {
            module.downcast_ref::<PyModule>()?;
            Some((name.downcast_ref::<PyStr>()?.to_str()?.to_owned(), module))
        })
        .collect()
}

fn slots(module: &PyObject, seen: &mut HashSet<usize>) -> Vec<Slot> {
    let Some(namespace) = module.dict() else {
        return Vec::new();
    };
    let entries = namespace._as_dict_inner().raw_entries().into_iter();
    entries
        .map(|(name, value)| Slot {
            name: name.get_id(),
            value: value.get_id(),
            size: size(&value) + inner_size(&value, seen),
        })
        .collect()
}

/// How many entries a container has.
fn size(object: &PyObject) -> usize {
    if let Some(dict) = object.downcast_ref::<PyDict>() {
        dict.__len__()
    } else if let Some(list) = object.downcast_ref::<PyList>() {
        list.borrow_vec().len()
    } else if let Some(set) = object.downcast_ref::<PySet>() {
        set.elements().len()
    } else {
        0
    }
}

/// How many entries the containers of an instance or a class have. Each counts once.
fn inner_size(object: &PyObject, seen: &mut HashSet<usize>) -> usize {
    if object.downcastable::<PyModule>() || !seen.insert(object.get_id()) {
        return 0;
    }
    if let Some(class) = object.downcast_ref::<PyType>() {
        return total_size(&class.attributes.entries());
    }
    let Some(attributes) = object.dict() else {
        return 0;
    };
    total_size(&attributes._as_dict_inner().raw_entries())
}

fn total_size(entries: &[(PyObjectRef, PyObjectRef)]) -> usize {
    entries.len() + entries.iter().map(|(_, value)| size(value)).sum::<usize>()
}

fn streams(vm: &VirtualMachine) -> Vec<usize> {
    let names = ["__stdin__", "__stdout__", "__stderr__"];
    let count = |name: &str| {
        let stream = vm.sys_module.get_attr(vm.ctx.intern_str(name), vm);
        stream.map_or(0, |stream| stream.strong_count())
    };
    names.map(count).to_vec()
}
