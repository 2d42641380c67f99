//! What the code of a module leaves in others: names that it sets there, and entries of
//! their dictionaries, lists and sets.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::stocking::Origin;
use crate::{
    AsObject, PyObject, PyObjectRef, VirtualMachine,
    builtins::{PyDict, PyList, PyModule, PySet, PyStr, PyType},
    lazy,
};

/// What the import system itself changes in a module's namespace.
const OF_IMPORTS: &[&str] = &["__spec__", "__path__", "__loader__", "__builtins__"];

/// Names of the standard library that a program may hold anything of: what is computed
/// once, what imports change, and what is taken back when a module's code is done.
const MEMORIES: &[(&str, &[&str])] = &[(
    "sys",
    &[
        "argv",
        "last_exc",
        "last_type",
        "last_value",
        "last_traceback",
    ],
)];

/// Containers of the standard library that say what others do; all others are memories.
const REGISTRIES: &[(&str, &[&str])] = &[
    ("sys", &["path", "meta_path", "path_hooks"]),
    ("logging", &["root", "_levelToName", "_nameToLevel"]),
    ("xml.etree.ElementTree", &["_namespace_map"]),
    ("copyreg", &["dispatch_table", "_extension_registry"]),
    (
        "mimetypes",
        &["types_map", "common_types", "encodings_map", "suffix_map"],
    ),
];

/// What a name of a module stands for.
#[derive(PartialEq, Eq)]
struct Slot {
    /// The address of the name.
    name: usize,
    /// The address of the value.
    value: usize,
}

/// What an object of a module holds.
struct Inside {
    /// The module that it belongs to, and what it is called there.
    owner: String,
    name: String,
    fingerprint: u64,
}

/// The namespaces of all modules at one time.
#[derive(Default)]
pub(super) struct Traces {
    modules: HashMap<String, Vec<Slot>>,
    /// Which of them are the interpreter's own.
    own: HashMap<String, bool>,
    /// Containers, classes and instances, by their addresses.
    objects: HashMap<usize, Inside>,
    /// How often each of the standard streams and the lists of arguments is referred to.
    streams: Vec<usize>,
}

impl Traces {
    /// The namespaces as they are now; `before` is what was there before.
    pub(super) fn look(before: Option<&Self>, vm: &VirtualMachine) -> Self {
        let mut traces = Self {
            streams: streams(vm),
            ..Self::default()
        };
        for (name, module) in modules(vm) {
            let known = before.and_then(|before| before.own.get(&name));
            let is_own = known
                .copied()
                .unwrap_or_else(|| matches!(Origin::of(&module, vm), Origin::Interpreter));
            traces.look_at(&name, &module, is_own, vm);
            traces.own.insert(name, is_own);
        }
        traces
    }

    fn look_at(&mut self, module: &str, object: &PyObject, is_own: bool, vm: &VirtualMachine) {
        let Some(namespace) = object.dict() else {
            return;
        };
        let mut slots = Vec::new();
        for (name, value) in namespace._as_dict_inner().raw_entries() {
            // Lazy imports declare submodules in their packages.
            if lazy::is_deferred(&value) {
                continue;
            }
            slots.push(Slot {
                name: name.get_id(),
                value: value.get_id(),
            });
            let Some(name) = name.downcast_ref::<PyStr>().and_then(|name| name.to_str()) else {
                continue;
            };
            let is_other = value.downcastable::<PyModule>() || OF_IMPORTS.contains(&name);
            if is_other || self.objects.contains_key(&value.get_id()) {
                continue;
            }
            if let Some(fingerprint) = fingerprint(module, name, &value, is_own) {
                let inside = Inside {
                    owner: owner(&value, vm).unwrap_or_else(|| module.to_owned()),
                    name: name.to_owned(),
                    fingerprint,
                };
                self.objects.insert(value.get_id(), inside);
            }
        }
        self.modules.insert(module.to_owned(), slots);
    }

    /// What has changed since `before` that is not the business of `module`: other modules,
    /// and what has changed there.
    pub(super) fn since(
        &self,
        before: &Self,
        module: &str,
        vm: &VirtualMachine,
    ) -> Vec<(String, String)> {
        let mut changes = Vec::new();
        for (name, slots) in &self.modules {
            let Some(old) = before.modules.get(name).filter(|_| name != module) else {
                continue;
            };
            if slots != old
                && let Some(changed) = self.changed_name(name, slots, old, vm)
            {
                changes.push((name.clone(), changed));
            }
        }
        for (id, now) in &self.objects {
            let is_changed = before
                .objects
                .get(id)
                .is_some_and(|old| old.fingerprint != now.fingerprint);
            if is_changed && now.owner != module {
                changes.push((now.owner.clone(), now.name.clone()));
            }
        }
        changes.sort();
        changes
    }

    /// Is a standard stream or a list of arguments referred to from more places than `before`?
    pub(super) fn keeps_stream(&self, before: &Self) -> bool {
        let mut streams = self.streams.iter().zip(&before.streams);
        streams.any(|(now, old)| now > old)
    }

    /// The first name of module `name` that differs and should not.
    fn changed_name(
        &self,
        name: &str,
        slots: &[Slot],
        old: &[Slot],
        vm: &VirtualMachine,
    ) -> Option<String> {
        let is_own = self.own.get(name).copied().unwrap_or_default();
        let memories = MEMORIES.iter().find(|(memory, _)| *memory == name);
        let old: HashMap<_, _> = old.iter().map(|slot| (slot.name, slot.value)).collect();
        let differs = |slot: &&Slot| match old.get(&slot.name) {
            Some(value) => *value != slot.value,
            // The interpreter's own modules compute some names when they are asked for.
            None => !is_own || matches!(name, "builtins" | "sys"),
        };
        let gone = old.len()
            - slots
                .iter()
                .filter(|slot| old.contains_key(&slot.name))
                .count();
        if gone > 0 && !is_own {
            return Some("__dict__".to_owned());
        }
        let mut texts = slots.iter().filter(differs);
        texts.find_map(|slot| {
            let text = text(name, slot.name, vm);
            let is_memory = memories.is_some_and(|(_, names)| names.contains(&&*text));
            let is_private = is_own && text.starts_with('_') && name != "logging";
            let is_child = self.modules.contains_key(&format!("{name}.{text}"));
            let is_free = is_memory || is_private || is_child || OF_IMPORTS.contains(&&*text);
            (!is_free).then_some(text)
        })
    }
}

/// The module that a class says it is from.
fn owner(object: &PyObject, vm: &VirtualMachine) -> Option<String> {
    let class = object.downcast_ref::<PyType>()?;
    let module = class.attributes.get(identifier!(vm, __module__))?;
    Some(module.downcast_ref::<PyStr>()?.to_str()?.to_owned())
}

/// What an object holds that is called `name` in `module`; `None` if that does not matter.
fn fingerprint(module: &str, name: &str, object: &PyObject, is_own: bool) -> Option<u64> {
    if let Some(class) = object.downcast_ref::<PyType>() {
        // `logging`'s class knows all loggers.
        return Some(class_fingerprint(class, if is_own { 0 } else { DEPTH }));
    }
    if is_own {
        let registries = REGISTRIES.iter().find(|(known, _)| *known == module);
        registries.filter(|(_, names)| names.contains(&name))?;
    }
    // The root logger knows the manager of all others.
    weigh(object, if is_own { 1 } else { DEPTH })
}

/// Which attributes a class has, but for those that the interpreter adds on demand.
fn class_fingerprint(class: &PyType, depth: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (name, value) in class.attributes.entries() {
        let text = name.downcast_ref::<PyStr>().and_then(|name| name.to_str());
        if text.is_some_and(|text| !text.starts_with("__") && !text.starts_with("_abc")) {
            (name.get_id(), value.get_id(), weigh(&value, depth)).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// How far below a name containers and instances are looked at.
const DEPTH: usize = 2;
/// Of a larger container only the number of entries counts.
const LARGE: usize = 1000;

/// What a container or an instance holds; `None` for what is neither.
fn weigh(object: &PyObject, depth: usize) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut weigh_all = |entries: Vec<(PyObjectRef, PyObjectRef)>| {
        entries.len().hash(&mut hasher);
        if entries.len() > LARGE {
            return;
        }
        for (name, value) in entries {
            let text = name.downcast_ref::<PyStr>().and_then(|name| name.to_str());
            if !text.is_some_and(|text| text.starts_with("__")) {
                (name.get_id(), value.get_id()).hash(&mut hasher);
                depth
                    .checked_sub(1)
                    .and_then(|depth| weigh(&value, depth))
                    .hash(&mut hasher);
            }
        }
    };
    if let Some(dict) = object.downcast_ref::<PyDict>() {
        weigh_all(dict._as_dict_inner().raw_entries());
    } else if let Some(list) = object.downcast_ref::<PyList>() {
        let elements = list.borrow_vec().to_vec().into_iter();
        weigh_all(elements.map(|element| (element.clone(), element)).collect());
    } else if let Some(set) = object.downcast_ref::<PySet>() {
        set.elements().len().hash(&mut hasher);
    } else if object.downcastable::<PyType>() || object.downcastable::<PyModule>() {
        return None;
    } else {
        weigh_all(object.dict()?._as_dict_inner().raw_entries());
    }
    Some(hasher.finish())
}

/// The name whose object has the address `key` in the namespace of module `name`.
fn text(name: &str, key: usize, vm: &VirtualMachine) -> String {
    let found = lazy::loaded_module(name, vm).and_then(|module| {
        let entries = module.dict()?._as_dict_inner().raw_entries();
        let mut entries = entries.into_iter();
        let (key, _) = entries.find(|(object, _)| object.get_id() == key)?;
        Some(key.downcast_ref::<PyStr>()?.to_string_lossy().into_owned())
    });
    found.unwrap_or_default()
}

/// Every module of `sys.modules`, with its name there.
pub(super) fn modules(vm: &VirtualMachine) -> Vec<(String, PyObjectRef)> {
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

fn streams(vm: &VirtualMachine) -> Vec<usize> {
    let names = [
        "stdin",
        "stdout",
        "stderr",
        "__stdin__",
        "__stdout__",
        "__stderr__",
        "argv",
        "orig_argv",
    ];
    let count = |name: &str| {
        let stream = vm.sys_module.get_attr(vm.ctx.intern_str(name), vm);
        stream.map_or(0, |stream| stream.strong_count())
    };
    names.map(count).to_vec()
}
