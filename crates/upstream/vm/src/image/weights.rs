//! What containers, classes and instances hold, as one number each: if it is another after
//! a module's code has run, the code has changed something there.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::hash::{DefaultHasher, Hash, Hasher};

use super::memories;
use crate::{
    AsObject, PyObject, PyObjectRef, PyRef, VirtualMachine,
    builtins::{PyDict, PyFunction, PyList, PyModule, PySet, PyStr, PyType},
    lazy,
};

/// How far below a name containers and instances are looked at.
const DEPTH: usize = 2;
/// The same in the interpreter's own modules.
const DEPTH_OF_OWN: usize = 1;
/// Of a larger container only the number of entries counts.
const LARGE: usize = 1000;

/// What objects are weighed with.
pub(super) struct Scale {
    /// `logging.Logger`: a logger knows others, and `logging` says which.
    logger: Option<PyRef<PyType>>,
}

impl Scale {
    pub(super) fn new(vm: &VirtualMachine) -> Self {
        let logger = lazy::loaded_module("logging", vm)
            .and_then(|logging| logging.get_attr("Logger", vm).ok()?.downcast().ok());
        Self { logger }
    }

    /// What an object holds that is called `name` in `module`; `None` if that does not matter.
    pub(super) fn fingerprint(
        &self,
        module: &str,
        name: &str,
        object: &PyObject,
        is_own: bool,
    ) -> Option<u64> {
        if let Some(class) = object.downcast_ref::<PyType>() {
            return Some(self.class_fingerprint(class, is_own));
        }
        if is_own && !memories::is_registry(module, name) {
            return None;
        }
        self.weigh(object, if is_own { DEPTH_OF_OWN } else { DEPTH })
    }

    /// What a logger holds besides its place among the others; `None` for a placeholder.
    pub(super) fn weigh_logger(&self, logger: &PyObject) -> Option<u64> {
        self.is_logger(logger)
            .then(|| self.weigh(logger, DEPTH_OF_OWN))?
    }

    fn is_logger(&self, object: &PyObject) -> bool {
        let class = self.logger.as_deref();
        class.is_some_and(|class| object.fast_isinstance(class))
    }

    /// Which attributes a class has, but for those that the interpreter adds on demand, and
    /// what they hold.
    fn class_fingerprint(&self, class: &PyType, is_own: bool) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (name, value) in class.attributes.entries() {
            let Some(text) = name.downcast_ref::<PyStr>().and_then(|name| name.to_str()) else {
                continue;
            };
            // Of the others only methods are anybody's to change.
            let is_special = text.starts_with("__") && !value.downcastable::<PyFunction>();
            if is_special || memories::is_of_class(text) {
                continue;
            }
            let weight = match is_own {
                true if text.starts_with('_') => None,
                true => self.weigh(&value, 0),
                false => self.weigh(&value, DEPTH),
            };
            (name.get_id(), value.get_id(), weight).hash(&mut hasher);
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
            let mut elements: Vec<_> = set
                .elements()
                .iter()
                .map(|element| element.get_id())
                .collect();
            elements.sort_unstable();
            let mut hasher = DefaultHasher::new();
            elements.hash(&mut hasher);
            return Some(hasher.finish());
        }
        if object.downcastable::<PyType>() || object.downcastable::<PyModule>() {
            return None;
        }
        let mut entries = object.dict()?._as_dict_inner().raw_entries();
        let is_logger = self.is_logger(object);
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
