//! Lazy imports: an import statement that may be lazy binds its names to
//! *deferred objects*, and the import happens when somebody reads a name.
//!
//! There are two visibilities. *Transparent* is Meta's Cinder's and PEP 690's:
//! Python code never sees a deferred object, because every read of a dictionary
//! value settles it first (`src/dict_lazy.rs`). [`explicit`] is PEP 810's. The
//! way of a transparent import:
//!
//! 1. [`declare`]: `IMPORT_NAME` asks whether it may be lazy here and makes a
//!    deferred object; `IMPORT_FROM` on one makes one per name.
//! 2. [`deferred`]: the object, which remembers what to import and where the
//!    statement stood.
//! 3. [`resolve`]: the first read imports, once per object, and reports a
//!    failure with both places.
//! 4. [`submodule`]: what an eager `import a.b` does to `a`, done when it can be.
//!
//! [`namespace`] settles whole dictionaries, [`policy`] says whose imports stay
//! eager, [`transparent`] holds PEP 690's switches, [`verify`] looks for modules
//! without executing them, [`everything`] resolves what is left, [`failures`]
//! remembers what failed, [`finder`] keeps finders from needing themselves,
//! [`state`] is what an interpreter keeps, [`report`] and [`log`] what can be told
//! about it, [`imp`] what the Python side of the import system calls. Depends on the
//! interpreter only; nothing in upstream depends on it except through the hooks in
//! `hooks/lazy-*.toml`.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]
#![allow(clippy::missing_errors_doc, clippy::must_use_candidate)]

/// The first half of the magic number in pyrun's .pyc files. CPython's numbers of
/// the 3.x series lie between 3000 and 4000, PyPy's below 500.
pub const PYC_MAGIC_NUMBER: u16 = 20_604;

/// What names pyrun's .pyc files: `sys.implementation.cache_tag`.
pub const CACHE_TAG: &str = "pyrun-314";

pub mod declare;
pub mod deferred;
pub mod everything;
pub mod explicit;
pub mod failures;
pub mod finder;
pub mod imp;
pub mod log;
mod module_attribute;
pub mod namespace;
pub mod policy;
pub mod report;
pub mod resolve;
mod star;
pub mod state;
pub mod submodule;
pub mod transparent;
pub mod verify;

pub(crate) use declare::{Statement, import_from, import_name};
pub(crate) use deferred::{Declaration, is_deferred, is_transparent};
pub use everything::{Failure, Pending, pending, resolve_all};
pub use log::Event;
pub(crate) use module_attribute::{attribute_with_default, module_attribute};
pub(crate) use namespace::{
    is_pending, raw_slot, settle_all, settle_entries_for_native, settle_for_native,
    settle_iterated, settle_last, settle_raw, settle_view, warm_up,
};
pub use policy::{Pattern, Policy, Rule, Verdict, is_dotted_name};
pub use report::{Entry, Outcome};
pub(crate) use resolve::{is_about, loaded as loaded_module, resolve};
pub use rustpython_compiler_core::lazy::ImportKind;
pub(crate) use star::stands_for_itself;
pub use state::{Mode, State};
pub(crate) use submodule::{
    declare as declare_submodules, implied_child, or_implied_child, pending_child,
    undeclare as undeclare_submodule,
};
