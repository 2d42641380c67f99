//! What code may change in other modules without leaving a trace: what is computed once and
//! kept, and what the import system does itself.

#![warn(clippy::all, clippy::pedantic, missing_docs, unused)]

/// What the import system itself and `warnings` change in a module's namespace.
const OF_THE_INTERPRETER: &[&str] = &[
    "__spec__",
    "__path__",
    "__loader__",
    "__builtins__",
    "__warningregistry__",
];

/// Names of the standard library that a program may hold anything of: what is computed
/// once, what imports change, and what is taken back when a module's code is done.
const MEMORIES: &[(&str, &[&str])] = &[
    (
        "sys",
        &[
            "argv",
            "last_exc",
            "last_type",
            "last_value",
            "last_traceback",
        ],
    ),
    ("os", &["environ", "environb"]),
    ("posix", &["environ"]),
    ("site", &["USER_SITE", "USER_BASE"]),
    ("logging", &["_loggerClass"]),
    ("sysconfig", &["_CONFIG_VARS_INITIALIZED"]),
    ("typing", &["_lazy_annotationlib"]),
    ("warnings", &["filters", "onceregistry"]),
    ("_warnings", &["filters", "_onceregistry"]),
];

/// Modules of the standard library whose private names are no memories: what they hold is
/// the whole program's.
const OF_EVERYBODY: &[&str] = &["builtins", "logging", "sys"];

/// Private names of the standard library that the program sets, and nobody computes.
const SETTINGS: &[(&str, &[&str])] = &[
    ("asyncio.events", &["_event_loop_policy"]),
    ("urllib.request", &["_opener"]),
];

/// Containers of the standard library that say what others do, besides those with public
/// names.
const REGISTRIES: &[(&str, &[&str])] = &[
    ("sys", &["path", "meta_path", "path_hooks"]),
    ("logging", &["root"]),
    ("xml.etree.ElementTree", &["_namespace_map"]),
    ("copyreg", &["_extension_registry"]),
];

/// What an enumeration keeps of values that somebody has asked for.
const OF_ENUMERATIONS: &[&str] = &[
    "_value2member_map_",
    "_hashable_values_",
    "_unhashable_values_",
    "_unhashable_values_map_",
];

/// May `name` of `module` stand for something else, or hold something else, than before?
pub(super) fn is_memory(module: &str, name: &str, is_own: bool) -> bool {
    OF_THE_INTERPRETER.contains(&name)
        || is_listed(MEMORIES, module, name)
        || (is_own && is_cache(name))
}

/// May `name` of `module`, one of the interpreter's, get a value if it had none?
pub(super) fn is_computed(module: &str, name: &str) -> bool {
    let is_own_business = !OF_EVERYBODY.contains(&module);
    is_own_business && !is_listed(SETTINGS, module, name)
}

/// Does `name` of `module`, one of the interpreter's, say what others do?
pub(super) fn is_registry(module: &str, name: &str) -> bool {
    let is_public = !name.starts_with('_') && !matches!(module, "sys" | "logging");
    is_public || is_listed(REGISTRIES, module, name)
}

/// May the attribute `name` of a class be another than before?
pub(super) fn is_of_class(name: &str, is_own: bool) -> bool {
    name.starts_with("_abc") || OF_ENUMERATIONS.contains(&name) || (is_own && is_cache(name))
}

/// May the attribute `name` of an instance be another than before?
pub(super) fn is_of_instance(name: &str, is_logger: bool, is_own: bool) -> bool {
    (is_logger && matches!(name, "parent" | "manager" | "_cache")) || (is_own && is_cache(name))
}

/// Does `name` say that it keeps what others have asked for, or counts them? Then it has that
/// only after they have.
pub(super) fn is_cache(name: &str) -> bool {
    ends(name, &["cache", "caches", "counter"])
}

fn ends(name: &str, ends: &[&str]) -> bool {
    let is_setting = !name.starts_with('_') && name == name.to_uppercase();
    let name = name.trim_end_matches('_');
    !is_setting && ends.iter().any(|end| name.ends_with(end))
}

fn is_listed(table: &[(&str, &[&str])], module: &str, name: &str) -> bool {
    let mut table = table.iter();
    table.any(|(listed, names)| *listed == module && names.contains(&name))
}
