//! What the code of a module leaves in others: names that it sets there, and entries of
//! their dictionaries, lists and sets.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::collections::HashMap;

use indexmap::IndexMap;

use super::{
    changes::Change,
    held::{Found, Held},
    memories, registered,
    stocking::Origin,
};
use crate::{
    AsObject, Py, PyObjectRef, PyRef, VirtualMachine,
    builtins::{PyDict, PyModule, PyStr, PyType},
    lazy,
};

/// Everything that modules' code may change in others.
#[derive(Default)]
pub(super) struct Traces {
    modules: HashMap<String, Known>,
    /// By their addresses.
    held: IndexMap<usize, Held>,
    /// How often each of the standard streams and the lists of arguments was referred to at
    /// the end of the last look.
    streams: Vec<usize>,
    /// How many changes there were.
    number: usize,
}

/// A module.
struct Known {
    address: usize,
    /// Is it one of the interpreter's own?
    is_own: bool,
}

/// What has happened since the last look.
pub(super) struct Seen {
    /// What was changed that is not the business of the module whose code has run.
    pub(super) changes: Vec<Change>,
    /// Is a standard stream or a list of arguments referred to from more places?
    pub(super) keeps_stream: bool,
}

impl Traces {
    /// Looks at everything; since the last time the code of `module` has run.
    pub(super) fn look(&mut self, module: Option<&str>, vm: &VirtualMachine) -> Seen {
        let mut streams = streams(vm).into_iter().zip(&self.streams);
        let keeps_stream = streams.any(|(now, before)| now > *before);
        let now = modules(vm);
        for (name, object) in &now {
            let address = object.get_id();
            let known = self.modules.get(name);
            if known.is_none_or(|known| known.address != address) {
                let is_own = known.map_or_else(
                    || matches!(Origin::of(object, vm), Origin::Interpreter),
                    |known| known.is_own,
                );
                // A module may have several names.
                if let Some(namespace) = Held::namespace(name, object, is_own) {
                    self.held.entry(address).or_insert(namespace);
                }
                self.modules.insert(name.clone(), Known { address, is_own });
            }
        }
        let changes = self.update(module, vm);
        self.streams = self::streams(vm);
        Seen {
            changes,
            keeps_stream,
        }
    }

    /// Is `object` watched?
    pub(super) fn holds(&self, object: &PyObjectRef) -> bool {
        self.held.contains_key(&object.get_id())
    }

    /// How many changes there were so far.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Brings everything up to date.
    fn update(&mut self, module: Option<&str>, vm: &VirtualMachine) -> Vec<Change> {
        let logger = lazy::loaded_module("logging", vm)
            .and_then(|logging| logging.get_attr("Logger", vm).ok()?.downcast().ok());
        let logger: Option<PyRef<PyType>> = logger;
        self.hold_loggers(logger.as_deref(), vm);
        let mut changes = Vec::new();
        let mut at = 0;
        // What is found on the way comes behind what is there.
        while at < self.held.len() {
            let (modules, held) = (&self.modules, &mut self.held[at]);
            at += 1;
            let counts = |owner: &str, name: &str, old: Option<&_>, new: Option<&_>| {
                counts(modules, owner, name, old, new, vm)
            };
            let is_new = core::mem::take(&mut held.is_new);
            let edits = held.update(&counts);
            if edits.is_none() && !is_new {
                continue;
            }
            let edits = edits.unwrap_or_default();
            if !is_new && Some(&*held.owner) != module {
                for edit in edits {
                    self.number += 1;
                    changes.push(Change {
                        owner: held.owner.clone(),
                        name: held.name_of(&edit),
                        number: self.number,
                        is_of_cache: held.is_of_cache(&edit),
                        edit,
                    });
                }
            }
            let (owner, is_own) = (held.owner.clone(), held.is_own);
            for found in held.contents() {
                self.hold(&found, &owner, is_own, logger.as_deref(), vm);
            }
        }
        changes
    }

    /// Watches what was found, unless it is watched.
    fn hold(
        &mut self,
        found: &Found,
        owner: &str,
        is_own: bool,
        logger: Option<&Py<PyType>>,
        vm: &VirtualMachine,
    ) {
        let address = found.object.get_id();
        if !self.held.contains_key(&address)
            && let Some(held) = Held::new(found, owner, is_own, logger, vm)
        {
            self.held.insert(address, held);
        }
    }

    /// Loggers are `logging`'s, and found by their names.
    fn hold_loggers(&mut self, class: Option<&Py<PyType>>, vm: &VirtualMachine) {
        for (name, logger) in registered::loggers(vm) {
            if class.is_some_and(|class| logger.class().fast_issubclass(class)) {
                let owner = closest(&name, &self.modules)
                    .unwrap_or("logging")
                    .to_owned();
                self.hold(&Held::found_logger(logger), &owner, false, class, vm);
            }
        }
    }
}

/// Does it count that `name` of `module` stood for something else, or for nothing?
fn counts(
    modules: &HashMap<String, Known>,
    module: &str,
    name: &str,
    old: Option<&PyObjectRef>,
    now: Option<&PyObjectRef>,
    vm: &VirtualMachine,
) -> bool {
    let is_deferred = |value: Option<&PyObjectRef>| value.is_some_and(|v| lazy::is_deferred(v));
    let is_own = modules.get(module).is_some_and(|known| known.is_own);
    let child = modules.get(&format!("{module}.{name}"));
    let is_child = child.is_some_and(|child| now.is_some_and(|now| now.get_id() == child.address));
    let is_import = is_deferred(now) || (is_deferred(old) && now.is_none()) || is_child;
    // What the interpreter's own modules compute when they are asked for it.
    let was_nothing = old.is_none_or(|old| vm.is_none(old));
    let is_computed = is_own && memories::is_computed(module, name) && was_nothing;
    let is_gone = is_own && now.is_none();
    !is_import && !memories::is_memory(module, name, is_own) && !is_computed && !is_gone
}

/// The module that `name` or the beginning of it names.
fn closest<'a>(name: &'a str, modules: &HashMap<String, Known>) -> Option<&'a str> {
    let mut name = name;
    while !modules.contains_key(name) {
        (name, _) = name.rsplit_once('.')?;
    }
    Some(name)
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
