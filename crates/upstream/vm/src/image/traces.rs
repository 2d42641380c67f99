//! What the code of a module leaves in others: names that it sets there, and entries of
//! their dictionaries, lists and sets.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{memories, stocking::Origin};
use crate::{
    AsObject, PyObject, PyObjectRef, PyRef, VirtualMachine,
    builtins::{PyDict, PyList, PyModule, PySet, PyStr, PyType},
    lazy,
};

/// The names of a module, and the addresses of what they stand for.
type Names = HashMap<String, usize>;

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
    modules: HashMap<String, Names>,
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
        let scale = Scale::new(vm);
        let mut names = Names::new();
        for (name, value) in namespace._as_dict_inner().raw_entries() {
            // Lazy imports declare submodules in their packages.
            if lazy::is_deferred(&value) {
                continue;
            }
            let Some(name) = name.downcast_ref::<PyStr>().and_then(|name| name.to_str()) else {
                continue;
            };
            names.insert(name.to_owned(), value.get_id());
            if value.downcastable::<PyModule>()
                || memories::is_memory(module, name, is_own)
                || self.objects.contains_key(&value.get_id())
            {
                continue;
            }
            if let Some(fingerprint) = scale.fingerprint(module, name, &value, is_own) {
                let inside = Inside {
                    owner: owner(&value, vm).unwrap_or_else(|| module.to_owned()),
                    name: name.to_owned(),
                    fingerprint,
                };
                self.objects.insert(value.get_id(), inside);
            }
        }
        self.modules.insert(module.to_owned(), names);
    }

    /// What has changed since `before` that is not the business of `module`: other modules,
    /// and what has changed there.
    pub(super) fn since(&self, before: &Self, module: &str) -> Vec<(String, String)> {
        let mut changes = Vec::new();
        for (name, names) in &self.modules {
            let Some(old) = before.modules.get(name).filter(|_| name != module) else {
                continue;
            };
            if names != old {
                changes.extend(
                    self.changed_names(name, names, old, before)
                        .map(|changed| (name.clone(), changed.clone())),
                );
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

    /// The names of module `module` that differ and should not.
    fn changed_names<'a>(
        &'a self,
        module: &'a str,
        names: &'a Names,
        old: &'a Names,
        before: &'a Self,
    ) -> impl Iterator<Item = &'a String> {
        let is_own = self.own.get(module).copied().unwrap_or_default();
        let is_other = move |(name, value): &(&String, &usize)| match old.get(*name) {
            Some(old) => old != *value,
            // The interpreter's own modules compute some names when they are asked for.
            None => !is_own || matches!(module, "builtins" | "sys"),
        };
        let new = names.iter().filter(is_other).map(|(name, _)| name);
        let gone = old
            .keys()
            .filter(move |name| !is_own && !names.contains_key(*name));
        new.chain(gone).filter(move |name| {
            let full = format!("{module}.{name}");
            let is_child = [self, before]
                .iter()
                .any(|traces| traces.modules.contains_key(&full));
            !is_child && !memories::is_memory(module, name, is_own)
        })
    }
}

/// The module that a class says it is from.
fn owner(object: &PyObject, vm: &VirtualMachine) -> Option<String> {
    let class = object.downcast_ref::<PyType>()?;
    let module = class.attributes.get(identifier!(vm, __module__))?;
    Some(module.downcast_ref::<PyStr>()?.to_str()?.to_owned())
}

/// How far below a name containers and instances are looked at.
const DEPTH: usize = 2;
/// Of a larger container only the number of entries counts.
const LARGE: usize = 1000;

/// What objects are weighed with.
struct Scale {
    /// `logging.Logger`: a logger knows others, and `logging` says which.
    logger: Option<PyRef<PyType>>,
}

impl Scale {
    fn new(vm: &VirtualMachine) -> Self {
        let logger = lazy::loaded_module("logging", vm)
            .and_then(|logging| logging.get_attr("Logger", vm).ok()?.downcast().ok());
        Self { logger }
    }

    /// What an object holds that is called `name` in `module`; `None` if that does not matter.
    fn fingerprint(
        &self,
        module: &str,
        name: &str,
        object: &PyObject,
        is_own: bool,
    ) -> Option<u64> {
        if let Some(class) = object.downcast_ref::<PyType>() {
            return Some(self.class_fingerprint(class, !is_own));
        }
        if is_own && !memories::is_registry(module, name) {
            return None;
        }
        // The root logger knows the manager of all others.
        self.weigh(object, if is_own { 1 } else { DEPTH })
    }

    /// Which attributes a class has, but for those that the interpreter adds on demand, and
    /// what they hold.
    fn class_fingerprint(&self, class: &PyType, is_weighed: bool) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (name, value) in class.attributes.entries() {
            let text = name.downcast_ref::<PyStr>().and_then(|name| name.to_str());
            if text.is_some_and(|text| !text.starts_with("__") && !memories::is_of_class(text)) {
                (name.get_id(), value.get_id()).hash(&mut hasher);
                let weight = is_weighed.then(|| self.weigh(&value, DEPTH)).flatten();
                weight.hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// What a container or an instance holds; `None` for what is neither.
    fn weigh(&self, object: &PyObject, depth: usize) -> Option<u64> {
        if let Some(dict) = object.downcast_ref::<PyDict>() {
            return Some(self.weigh_all(dict._as_dict_inner().raw_entries(), depth));
        }
        if let Some(list) = object.downcast_ref::<PyList>() {
            let elements = list.borrow_vec().to_vec().into_iter();
            let entries = elements.map(|element| (element.clone(), element));
            return Some(self.weigh_all(entries.collect(), depth));
        }
        if let Some(set) = object.downcast_ref::<PySet>() {
            return Some(set.elements().len() as u64);
        }
        if object.downcastable::<PyType>() || object.downcastable::<PyModule>() {
            return None;
        }
        let mut entries = object.dict()?._as_dict_inner().raw_entries();
        let is_logger =
            (self.logger.as_deref()).is_some_and(|logger| object.fast_isinstance(logger));
        entries.retain(|(name, _)| {
            let text = name.downcast_ref::<PyStr>().and_then(|name| name.to_str());
            text.is_none_or(|text| !memories::is_of_instance(text, is_logger))
        });
        Some(self.weigh_all(entries, depth))
    }

    fn weigh_all(&self, entries: Vec<(PyObjectRef, PyObjectRef)>, depth: usize) -> u64 {
        let mut hasher = DefaultHasher::new();
        entries.len().hash(&mut hasher);
        if entries.len() > LARGE {
            return hasher.finish();
        }
        for (name, value) in entries {
            let text = name.downcast_ref::<PyStr>().and_then(|name| name.to_str());
            if !text.is_some_and(|text| text.starts_with("__")) {
                (name.get_id(), value.get_id()).hash(&mut hasher);
                depth
                    .checked_sub(1)
                    .and_then(|depth| self.weigh(&value, depth))
                    .hash(&mut hasher);
            }
        }
        hasher.finish()
    }
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
