//! The deferred object: what stands in a namespace until somebody reads it.

use core::sync::atomic::{AtomicPtr, Ordering};
use std::sync::Arc;

use super::report::Record;
use crate::{
    AsObject, Context, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    builtins::{PyDictRef, PyStr, PyStrRef, PyType},
    class::StaticType,
    common::lock::PyMutex,
    types::{GetAttr, Representable},
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
    /// `import a.b.c as d` under PEP 810: `base`, and the attributes that
    /// `IMPORT_FROM` has asked for since (`b`, `c`).
    Walk {
        /// The dotted name that the statement gives, absolute.
        base: String,
        /// The attributes on the way, in order.
        path: Vec<PyStrRef>,
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
            Self::Walk { base, .. } if self.is_whole_walk() => base.clone(),
            Self::Walk { base, path } => path
                .iter()
                .fold(base.clone(), |walked, name| format!("{walked}.{name}")),
        }
    }

    /// Has a walk arrived at the module that the statement names?
    pub(crate) fn is_whole_walk(&self) -> bool {
        match self {
            Self::Walk { base, path } => base
                .split('.')
                .skip(1)
                .eq(path.iter().map(|name| name.to_str().unwrap_or_default())),
            _ => false,
        }
    }

    /// The dotted name that the statement gives, absolute.
    pub(crate) fn full(&self) -> &str {
        match self {
            Self::Module { full, .. } | Self::Walk { base: full, .. } => full,
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
            Self::Module { full, .. } | Self::Walk { base: full, .. } => full,
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
    /// What only an explicit import needs; `None` for a transparent one.
    pub(crate) explicit: Option<Explicit>,
}

/// What a PEP 810 import remembers besides.
#[derive(Clone, Debug)]
pub(crate) struct Explicit {
    /// The builtins of the declaring code: `__import__` comes from there.
    pub(crate) builtins: PyObjectRef,
    /// The from-list as the statement gave it: `None`, a string or a tuple.
    pub(crate) from_list: PyObjectRef,
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

/// Represents an import that has been declared and not happened yet.
// Python code meets a transparent one only in the garbage collector's lists; an
// explicit one is PEP 810's `types.LazyImportType`, and the line above its doc.
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
        if let Some(explicit) = &self.declaration.explicit {
            explicit.builtins.traverse(tracer);
            explicit.from_list.traverse(tracer);
        }
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

#[pyclass(
    with(Representable, GetAttr),
    flags(DISALLOW_INSTANTIATION, IMMUTABLETYPE)
)]
impl PyLazyImport {
    /// Imports what this stands for. Changes no namespace and remembers nothing.
    #[pymethod]
    fn resolve(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        if zelf.is_explicit() {
            super::explicit::resolve(zelf, vm)
        } else {
            super::resolve::resolve(zelf.as_object(), vm)
        }
    }

    #[pymethod]
    fn __reduce__(_zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
        Err(vm.new_type_error("cannot pickle 'lazy_import' object"))
    }

    #[pymethod]
    fn __reduce_ex__(_zelf: &Py<Self>, _protocol: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        Err(vm.new_type_error("cannot pickle 'lazy_import' object"))
    }
}

impl GetAttr for PyLazyImport {
    fn getattro(zelf: &Py<Self>, name: &Py<PyStr>, vm: &VirtualMachine) -> PyResult {
        if let Some(found) = zelf.as_object().generic_getattr_opt(name, None, vm)? {
            return Ok(found);
        }
        let message = format!(
            "cannot access attribute '{name}' on unresolved lazy import '{}'",
            zelf.target.display()
        );
        let error = vm.new_attribute_error(message);
        vm.set_attribute_error_context(&error, zelf.to_owned().into(), name.to_owned());
        Err(error)
    }
}

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
            let class = Self::make_type();
            TYPE.store(core::ptr::from_ref(class).cast_mut(), Ordering::Release);
        }
        Self {
            target,
            declaration,
            value: PyMutex::new(None),
            resolving: PyMutex::new(Vec::new()),
        }
        .into_ref(&vm.ctx)
    }

    /// The type, made if nobody has: `types.LazyImportType`.
    pub(crate) fn make_type() -> &'static Py<PyType> {
        drop(<Self as crate::class::PyClassImpl>::make_static_type());
        Self::static_type()
    }

    /// Does Python code see this object (PEP 810)?
    #[inline]
    pub(crate) fn is_explicit(&self) -> bool {
        self.declaration.explicit.is_some()
    }

    /// Is this thread importing this object further up its stack?
    pub(crate) fn is_resolving_here(&self) -> bool {
        self.resolving.lock().contains(&current_thread())
    }
}

/// Is `object` a deferred import, of either kind?
#[inline(always)]
pub(crate) fn is_deferred(object: &PyObject) -> bool {
    core::ptr::eq(object.class(), TYPE.load(Ordering::Relaxed))
}

/// Is `object` a deferred import that Python code must not see?
#[inline]
pub(crate) fn is_transparent(object: &PyObject) -> bool {
    as_deferred(object).is_some_and(|lazy| !lazy.is_explicit())
}

/// `object` as a deferred import that Python code may see.
#[inline]
pub(crate) fn as_explicit(object: &PyObject) -> Option<&Py<PyLazyImport>> {
    as_deferred(object).filter(|lazy| lazy.is_explicit())
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
