//! What the code of a module leaves in others: names that it sets there, and entries of
//! their dictionaries, lists and sets.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::HashMap;

use super::{memories, registered, stocking::Origin, weights::Scale};
use crate::{
    AsObject, PyObject, PyObjectRef, PyRef, VirtualMachine,
    builtins::{PyDict, PyModule, PyStr, PyType},
    lazy,
};

/// The names of a module, and the addresses of what they stand for.
type Names = HashMap<String, usize>;

/// In the place of a deferred import's address: declaring and resolving are no changes.
const DEFERRED: usize = 0;

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
    /// The addresses of the modules.
    addresses: HashMap<String, usize>,
    /// Which of them are the interpreter's own.
    own: HashMap<String, bool>,
    /// Containers, classes and instances, by their addresses.
    objects: HashMap<usize, Inside>,
    /// The address of `None`.
    none: usize,
    /// How often each of the standard streams and the lists of arguments is referred to.
    streams: Vec<usize>,
}

impl Traces {
    /// The namespaces as they are now; `before` is what was there before.
    pub(super) fn look(before: Option<&Self>, vm: &VirtualMachine) -> Self {
        let mut traces = Self {
            none: vm.ctx.none.get_id(),
            streams: streams(vm),
            ..Self::default()
        };
        let scale = Scale::new(vm);
        for (name, module) in modules(vm) {
            let known = before.and_then(|before| before.own.get(&name));
            let is_own = known
                .copied()
                .unwrap_or_else(|| matches!(Origin::of(&module, vm), Origin::Interpreter));
            traces.own.insert(name.clone(), is_own);
            traces.addresses.insert(name.clone(), module.get_id());
            traces.look_at(name, &module, before, &scale, vm);
        }
        for (name, logger) in registered::loggers(vm) {
            let module = closest(&name, &traces.modules).unwrap_or("logging");
            let owner = module.to_owned();
            traces.note(owner, "logger", &logger, before, || {
                scale.weigh_logger(&logger)
            });
        }
        traces
    }

    fn look_at(
        &mut self,
        module: String,
        object: &PyObject,
        before: Option<&Self>,
        scale: &Scale,
        vm: &VirtualMachine,
    ) {
        let Some(namespace) = object.dict() else {
            return;
        };
        let is_own = self.own[&module];
        let mut names = Names::new();
        for (name, value) in namespace._as_dict_inner().raw_entries() {
            let Some(name) = name.downcast_ref::<PyStr>().and_then(|name| name.to_str()) else {
                continue;
            };
            if lazy::is_deferred(&value) {
                names.insert(name.to_owned(), DEFERRED);
                continue;
            }
            names.insert(name.to_owned(), value.get_id());
            if !value.downcastable::<PyModule>() && !memories::is_memory(&module, name) {
                let owner = owner(&value, vm).unwrap_or_else(|| module.clone());
                self.note(owner, name, &value, before, || {
                    scale.fingerprint(&module, name, &value, is_own)
                });
            }
        }
        self.modules.insert(module, names);
    }

    /// Takes note of what `object` holds, unless it is known under another name.
    fn note(
        &mut self,
        owner: String,
        name: &str,
        object: &PyObject,
        before: Option<&Self>,
        weigh: impl FnOnce() -> Option<u64>,
    ) {
        let address = object.get_id();
        if self.objects.contains_key(&address) {
            return;
        }
        let Some(fingerprint) = weigh() else { return };
        // Who had it first: a module that is being loaded may stand before its owner.
        let known = before.and_then(|before| before.objects.get(&address));
        let (owner, name) = known.map_or_else(
            || (owner, name.to_owned()),
            |known| (known.owner.clone(), known.name.clone()),
        );
        let inside = Inside {
            owner,
            name,
            fingerprint,
        };
        self.objects.insert(address, inside);
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
                let changed = names.keys().chain(old.keys());
                let changed = changed.filter(|changed| {
                    let (old, now) = (old.get(*changed), names.get(*changed));
                    old != now && self.counts(name, changed, old.copied(), now.copied())
                });
                changes.extend(changed.map(|changed| (name.clone(), changed.clone())));
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
        changes.dedup();
        changes
    }

    /// Is a standard stream or a list of arguments referred to from more places than `before`?
    pub(super) fn keeps_stream(&self, before: &Self) -> bool {
        let mut streams = self.streams.iter().zip(&before.streams);
        streams.any(|(now, old)| now > old)
    }

    /// Does it count that `name` of `module` stood for something else, or for nothing?
    fn counts(&self, module: &str, name: &str, old: Option<usize>, now: Option<usize>) -> bool {
        let is_own = self.own.get(module).copied().unwrap_or_default();
        let child = self.addresses.get(&format!("{module}.{name}")).copied();
        let is_import = now == Some(DEFERRED)
            || (old == Some(DEFERRED) && now.is_none())
            || (child.is_some() && now == child)
            || memories::is_memory(module, name);
        // What the interpreter's own modules compute when they are asked for it.
        let was_nothing = old.is_none_or(|old| old == self.none);
        let is_computed = is_own && memories::is_computed(module, name) && was_nothing;
        let is_gone = is_own && now.is_none();
        !is_import && !is_computed && !is_gone
    }
}

/// The module that `name` or the beginning of it names.
fn closest<'a>(name: &'a str, modules: &HashMap<String, Names>) -> Option<&'a str> {
    let mut name = name;
    while !modules.contains_key(name) {
        (name, _) = name.rsplit_once('.')?;
    }
    Some(name)
}

/// Has the module `name` got a generator of random numbers of its own? It would give the
/// same ones in every process.
pub(super) fn keeps_generator(name: &str, vm: &VirtualMachine) -> bool {
    let class = |module: &str, name: &'static str| -> Option<PyRef<PyType>> {
        let module = lazy::loaded_module(module, vm)?;
        module.get_attr(name, vm).ok()?.downcast().ok()
    };
    let Some(generator) = class("_random", "Random") else {
        return false;
    };
    let from_system = class("random", "SystemRandom");
    let namespace = lazy::loaded_module(name, vm).and_then(|module| module.dict());
    let values = namespace.map(|namespace| namespace._as_dict_inner().raw_entries());
    // `random` makes its own anew.
    let mut values = values.into_iter().flatten().filter(|_| name != "random");
    values.any(|(_, value)| {
        !lazy::is_deferred(&value)
            && value.fast_isinstance(&generator)
            && !from_system
                .as_ref()
                .is_some_and(|class| value.fast_isinstance(class))
    })
}

/// The module that a class says it is from.
fn owner(object: &PyObject, vm: &VirtualMachine) -> Option<String> {
    let class = object.downcast_ref::<PyType>()?;
    let module = class.attributes.get(identifier!(vm, __module__))?;
    Some(module.downcast_ref::<PyStr>()?.to_str()?.to_owned())
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
