//! The deferred object: what stands in a namespace until somebody reads it.

use core::sync::atomic::{AtomicPtr, Ordering};
use std::sync::Arc;

use super::report::Record;
use crate::{
    AsObject, Context, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyStrRef, PyType},
    class::StaticType,
    common::lock::PyMutex,
    types::Representable,
};

/// What a deferred object imports and which part of it the name gets.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// `import a.b.c` binds `a`; with `as`, the statement walks down to `a.b.c`.
    Module {
        /// The dotted name, absolute.
        full: String,
        /// How many leading parts of `full` the object stands for, 1 for `a`.
        parts: usize,
        /// Import only as far as `parts`: the rest follows on attribute access.
        shallow: bool,
    },
    /// `from module import …`, before `IMPORT_FROM` has named what.
    From {
        /// The dotted name, absolute.
        module: String,
    },
    /// `from module import name`.
    Attribute {
        /// The dotted name, absolute.
        module: String,
        /// The attribute or submodule.
        name: PyStrRef,
    },
}

impl Target {
    /// The leading `parts` of a dotted name.
    pub(crate) fn prefix(full: &str, parts: usize) -> &str {
        full.match_indices('.')
            .nth(parts - 1)
            .map_or(full, |(at, _)| &full[..at])
    }

    /// How the import is called in messages: `m`, `a.b`, `m.name`.
    pub(crate) fn display(&self) -> String {
        match self {
            Self::Module { full, .. } => full.clone(),
            Self::From { module } => format!("{module}..."),
            Self::Attribute { module, name } => format!("{module}.{name}"),
        }
    }

    /// The dotted name that the statement gives, absolute.
    pub(crate) fn full(&self) -> &str {
        match self {
            Self::Module { full, .. } => full,
            Self::From { module } | Self::Attribute { module, .. } => module,
        }
    }

    /// The module that has to be imported, as far as it has to be.
    pub(crate) fn module(&self) -> &str {
        match self {
            Self::Module {
                full,
                parts,
                shallow: true,
            } => Self::prefix(full, *parts),
            Self::Module { full, .. } => full,
            Self::From { module } | Self::Attribute { module, .. } => module,
        }
    }
}

/// Where and in what circumstances the import statement was executed.
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    /// What is shared with the report, including file and line.
    pub(crate) record: Arc<Record>,
    /// The namespace that the statement belongs to: `__import__` gets it.
    pub(crate) globals: PyDictRef,
    /// `sys.path` at that time, to name what changed if the import fails.
    pub(crate) path: Option<Arc<Vec<PyObjectRef>>>,
}

impl Declaration {
    /// The same statement, as it declares `target`.
    pub(crate) fn of(&self, target: &Target) -> Self {
        Self {
            record: Arc::new(self.record.of(target.display())),
            ..self.clone()
        }
    }
}

/// A deferred import. Opaque to Python: only the garbage collector's lists show it.
#[pyclass(module = false, name = "lazy_import", traverse = "manual")]
pub(crate) struct PyLazyImport {
    pub(crate) target: Target,
    pub(crate) declaration: Declaration,
    /// The result, once there is one: copies in other namespaces share it.
    pub(crate) value: PyMutex<Option<PyObjectRef>>,
    /// Threads that are importing this right now.
    pub(crate) resolving: PyMutex<Vec<u64>>,
}

// SAFETY: visits every object reference that the payload owns.
unsafe impl crate::object::Traverse for PyLazyImport {
    fn traverse(&self, tracer: &mut crate::object::TraverseFn<'_>) {
        self.declaration.globals.traverse(tracer);
        self.value.traverse(tracer);
    }
}

impl core::fmt::Debug for PyLazyImport {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "PyLazyImport({})", self.target.display())
    }
}

impl PyPayload for PyLazyImport {
    fn class(_ctx: &Context) -> &'static Py<PyType> {
        Self::static_type()
    }
}

#[pyclass(with(Representable), flags(DISALLOW_INSTANTIATION))]
impl PyLazyImport {}

impl Representable for PyLazyImport {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok(format!("<lazy_import '{}'>", zelf.target.display()))
    }
}

/// The type of deferred objects once there is one, null before: a comparison
/// with it is all that [`is_deferred`] costs, and before the first lazy import
/// nothing is equal to it.
static TYPE: AtomicPtr<Py<PyType>> = AtomicPtr::new(core::ptr::null_mut());

impl PyLazyImport {
    pub(crate) fn create(
        target: Target,
        declaration: Declaration,
        vm: &VirtualMachine,
    ) -> PyRef<Self> {
        if TYPE.load(Ordering::Acquire).is_null() {
            drop(<Self as crate::class::PyClassImpl>::make_static_type());
            TYPE.store(
                core::ptr::from_ref(Self::static_type()).cast_mut(),
                Ordering::Release,
            );
        }
        Self {
            target,
            declaration,
            value: PyMutex::new(None),
            resolving: PyMutex::new(Vec::new()),
        }
        .into_ref(&vm.ctx)
    }

    /// Is this thread importing this object further up its stack?
    pub(crate) fn is_resolving_here(&self) -> bool {
        self.resolving.lock().contains(&current_thread())
    }
}

/// Is `object` a deferred import?
#[inline(always)]
pub(crate) fn is_deferred(object: &PyObject) -> bool {
    core::ptr::eq(object.class(), TYPE.load(Ordering::Relaxed))
}

/// Has this process made any deferred import yet?
#[inline]
pub(crate) fn exists() -> bool {
    !TYPE.load(Ordering::Relaxed).is_null()
}

/// `object` as a deferred import, if it is one.
#[inline]
pub(crate) fn as_deferred(object: &PyObject) -> Option<&Py<PyLazyImport>> {
    if is_deferred(object) {
        object.downcast_ref()
    } else {
        None
    }
}

/// The identity by which `threading` knows the current thread.
pub(crate) fn current_thread() -> u64 {
    crate::stdlib::_thread::get_ident()
}
