//! The dictionary's part of lazy imports: a child module of upstream's
//! `dict_inner`, so that it can see the table.
//!
//! A dictionary that may hold a deferred import carries a mark. A lookup pays
//! one test of the mark; with it set, a found value that is deferred is settled
//! (imported and written back) before anybody sees it. Everything here is
//! reached from hooks in `dict_inner.rs` and `builtins/dict.rs`.

use super::*;
use crate::lazy;

/// What a `Dict` may hold: Python objects in dictionaries, nothing in sets.
pub(crate) trait DictValue: Clone {
    /// Is this a deferred import, transparent or explicit?
    #[inline(always)]
    fn is_deferred(&self) -> bool {
        false
    }

    /// Is this a deferred import that a read has to settle?
    #[inline(always)]
    fn is_transparent(&self) -> bool {
        false
    }

    /// The value to hand out for a found `self` that is deferred.
    fn settle<K: DictKey + ?Sized>(
        self,
        _dict: &Dict<Self>,
        _vm: &VirtualMachine,
        _key: &K,
        _hash: HashValue,
    ) -> PyResult<Self>
    where
        Self: Sized,
    {
        Ok(self)
    }
}

impl DictValue for () {}

impl DictValue for PyObjectRef {
    #[inline(always)]
    fn is_deferred(&self) -> bool {
        lazy::is_deferred(self)
    }

    #[inline]
    fn is_transparent(&self) -> bool {
        lazy::is_transparent(self)
    }

    #[cold]
    fn settle<K: DictKey + ?Sized>(
        self,
        dict: &Dict<Self>,
        vm: &VirtualMachine,
        key: &K,
        hash: HashValue,
    ) -> PyResult<Self> {
        let value = lazy::resolve(&self, vm)?;
        if crate::image::collect::is_on() {
            return Ok(value);
        }
        // Only if the slot still holds this very object: the import may have
        // bound the name anew or deleted it, and that stays.
        dict.replace_if(vm, key, hash, &self, value.clone())?;
        Ok(value)
    }
}

/// A dictionary's mark: bits of one byte.
mod mark {
    /// A value may be deferred.
    pub(super) const MAY_HOLD: u8 = 1;
    /// The namespace of a module that has switched its lazy imports …
    pub(super) const SWITCHED: u8 = 2;
    /// … on.
    pub(super) const ON: u8 = 4;
}

impl<T: DictValue> Dict<T> {
    /// May a value in here be deferred? False is certain.
    #[inline(always)]
    pub(crate) fn may_hold_deferred(&self) -> bool {
        self.deferred.load(Relaxed) & mark::MAY_HOLD != 0
    }

    /// What `importlib.enable_lazy_imports_in_module` has set for this namespace.
    pub(crate) fn module_switch(&self) -> Option<bool> {
        let mark = self.deferred.load(Relaxed);
        (mark & mark::SWITCHED != 0).then_some(mark & mark::ON != 0)
    }

    /// Sets or takes back what [`Dict::module_switch`] tells.
    pub(crate) fn set_module_switch(&self, switch: Option<bool>) {
        self.deferred.fetch_and(mark::MAY_HOLD, Relaxed);
        let bits = match switch {
            None => 0,
            Some(false) => mark::SWITCHED,
            Some(true) => mark::SWITCHED | mark::ON,
        };
        self.deferred.fetch_or(bits, Relaxed);
    }

    /// `found`, settled.
    #[inline(always)]
    pub(super) fn settled<K: DictKey + ?Sized>(
        &self,
        vm: &VirtualMachine,
        key: &K,
        hash: HashValue,
        found: Option<T>,
    ) -> PyResult<Option<T>> {
        match found {
            Some(value) if self.may_hold_deferred() && value.is_transparent() => {
                value.settle(self, vm, key, hash).map(Some)
            }
            other => Ok(other),
        }
    }

    /// To call under the write lock, before `value` is stored: marks the
    /// dictionary if `value` is deferred, and makes cached indexes stale, since
    /// what is cached must never be deferred.
    #[inline(always)]
    pub(super) fn before_store(&self, value: &T) {
        if value.is_deferred() {
            self.deferred.fetch_or(mark::MAY_HOLD, Relaxed);
            self.invalidate_keys_version();
        }
    }

    /// Resolves `key` if it is deferred, as a lookup would.
    pub(super) fn settle_key<K: DictKey + ?Sized>(
        &self,
        vm: &VirtualMachine,
        key: &K,
    ) -> PyResult<()> {
        if self.may_hold_deferred() {
            self.get(vm, key)?;
        }
        Ok(())
    }
}

impl Dict<PyObjectRef> {
    /// The value of `key` as it is stored, deferred or not.
    pub(crate) fn raw_get<K: DictKey + ?Sized>(
        &self,
        vm: &VirtualMachine,
        key: &K,
    ) -> PyResult<Option<PyObjectRef>> {
        let hash = key.key_hash(vm)?;
        loop {
            let (entry, index_index) = self.lookup(vm, key, hash, None)?;
            let Some(index) = entry.index() else {
                return Ok(None);
            };
            let inner = self.read();
            if let Some(entry) = inner.get_entry_checked(index, index_index) {
                return Ok(Some(entry.value.clone()));
            }
        }
    }

    /// Puts `value` in the slot of `key` if it still holds `expected`.
    fn replace_if<K: DictKey + ?Sized>(
        &self,
        vm: &VirtualMachine,
        key: &K,
        hash: HashValue,
        expected: &PyObject,
        value: PyObjectRef,
    ) -> PyResult<()> {
        loop {
            let (entry, index_index) = self.lookup(vm, key, hash, None)?;
            let Some(index) = entry.index() else {
                return Ok(());
            };
            let mut inner = self.write();
            let Some(Some(entry)) = inner.entries.get_mut(index) else {
                continue;
            };
            if entry.index != index_index {
                continue;
            }
            if entry.value.is(expected) {
                let replaced = core::mem::replace(&mut entry.value, value);
                drop(inner);
                drop(replaced);
            }
            return Ok(());
        }
    }

    /// Replaces the placeholder of `key`, as [`Dict::replace_if`] does.
    pub(crate) fn write_back<K: DictKey + ?Sized>(
        &self,
        vm: &VirtualMachine,
        key: &K,
        expected: &PyObject,
        value: PyObjectRef,
    ) -> PyResult<()> {
        let hash = key.key_hash(vm)?;
        self.replace_if(vm, key, hash, expected, value)
    }

    /// Every entry that a read would have to settle.
    ///
    /// The mark stays even if there is none: a lookup in another thread may hold a
    /// deferred value that it has not settled yet, and goes by the mark.
    pub(crate) fn deferred_entries(&self) -> Vec<(PyObjectRef, PyObjectRef)> {
        if !self.may_hold_deferred() {
            return Vec::new();
        }
        let inner = self.read();
        inner
            .entries
            .iter()
            .flatten()
            .filter(|entry| entry.value.is_transparent())
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect()
    }

    /// Every entry as it is stored.
    pub(crate) fn raw_entries(&self) -> Vec<(PyObjectRef, PyObjectRef)> {
        let inner = self.read();
        let entries = inner.entries.iter().flatten();
        entries
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect()
    }

    /// Does it hold these keys and values, as they are stored, and no others?
    pub(crate) fn holds(&self, known: &[(PyObjectRef, PyObjectRef)]) -> bool {
        let inner = self.read();
        let mut known = known.iter();
        let mut entries = inner.entries.iter().flatten();
        let is_known = |entry: &DictEntry<PyObjectRef>| {
            known
                .next()
                .is_some_and(|(key, value)| key.is(&entry.key) && value.is(&entry.value))
        };
        entries.all(is_known) && known.next().is_none()
    }

    /// Every deferred import in here, transparent or explicit, as it is stored.
    pub(crate) fn placeholders(&self) -> Vec<(PyObjectRef, PyObjectRef)> {
        if !self.may_hold_deferred() {
            return Vec::new();
        }
        let inner = self.read();
        let entries = inner.entries.iter().flatten();
        entries
            .filter(|entry| entry.value.is_deferred())
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect()
    }

    /// The value that `popitem` would take next, as it is stored.
    pub(crate) fn last_raw(&self) -> Option<(PyObjectRef, PyObjectRef)> {
        let inner = self.read();
        let entry = inner.entries.iter().rev().flatten().next()?;
        Some((entry.key.clone(), entry.value.clone()))
    }
}
