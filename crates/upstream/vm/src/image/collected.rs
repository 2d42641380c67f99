//! What was seen of the code of one module while an image was made.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

use std::path::PathBuf;

use super::{changes::Change, registered::Registered, witness::Witness};
use crate::{
    PyObject, PyObjectRef, PyResult, VirtualMachine,
    lazy::{self, Declaration},
};

/// What was seen of one module's code.
#[derive(Default)]
pub(super) struct Collected {
    /// The modules that it imports, in order.
    pub(super) needs: Vec<String>,
    /// What it has registered.
    pub(super) registered: Registered,
    /// The submodules that its lazy imports declare.
    pub(super) declarations: Vec<Declared>,
    /// The submodules that its explicitly lazy imports declare.
    pub(super) children: Vec<(String, Declaration)>,
    /// Has its package got it as an attribute?
    pub(super) is_bound: bool,
    /// The package's own lazy import of it, which stood there before.
    pub(super) own_import: Option<PyObjectRef>,
    /// What it has looked at outside of the interpreter.
    pub(super) witnesses: Vec<Witness>,
    /// Why its code has to run in each process.
    pub(super) fault: Option<String>,
    /// What it has changed in other modules.
    pub(super) changes: Vec<Change>,
    /// The modules that were being loaded when its loading began.
    pub(super) around: Vec<String>,
    /// How many changes there were when its loading began.
    pub(super) number: usize,
    /// There is no such module.
    pub(super) is_missing: bool,
    /// The module that is missing, and that its code has failed for, and its source file.
    pub(super) lacks: Option<(String, PathBuf)>,
}

impl Collected {
    /// Declares what its lazy imports declare, as the code of `module` does, called `name`.
    ///
    /// # Errors
    /// What declaring raises.
    pub(super) fn declare(
        &self,
        name: &str,
        module: Option<&PyObject>,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        for declared in &self.declarations {
            declared.declare(name, module, vm)?;
        }
        for (child, declaration) in &self.children {
            lazy::explicit::declare_child(child, declaration, vm);
        }
        Ok(())
    }
}

/// A lazy import whose target is, or may be, a submodule.
pub(super) struct Declared {
    pub(super) full: String,
    pub(super) names: Option<Vec<String>>,
    pub(super) declaration: Declaration,
}

impl Declared {
    /// Declares it as the import does that is in the code of `module`, called `name`. What
    /// that code has put in the place of its own submodule stays.
    fn declare(&self, name: &str, module: Option<&PyObject>, vm: &VirtualMachine) -> PyResult<()> {
        let below = self
            .full
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('.'));
        let child = below.and_then(|below| below.split('.').next());
        let child = child.map(|child| vm.ctx.intern_str(child));
        let namespace = module.and_then(|module| module.dict());
        let kept = child.zip(namespace).and_then(|(child, namespace)| {
            let slot = lazy::raw_slot(&namespace, child, vm).ok()??;
            Some((child, namespace, slot))
        });
        self.declare_anew(vm)?;
        if let Some((child, namespace, slot)) = kept {
            namespace.set_item(child, slot, vm)?;
        }
        Ok(())
    }

    fn declare_anew(&self, vm: &VirtualMachine) -> PyResult<()> {
        let names = self.names.as_ref().map(|names| -> Vec<PyObjectRef> {
            let names = names.iter();
            names.map(|name| vm.ctx.new_str(&**name).into()).collect()
        });
        lazy::declare_submodules(&self.full, names.as_deref(), &self.declaration, vm)
    }

    /// The module whose import is declared, and the packages above it.
    pub(super) fn modules(&self) -> impl Iterator<Item = &str> {
        let dots = self.full.match_indices('.').map(|(at, _)| &self.full[..at]);
        dots.chain([&*self.full])
    }
}
