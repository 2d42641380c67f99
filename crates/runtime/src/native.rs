//! The native module `_pyrun`: what our Python code in `lib/` needs of Rust.

pub(crate) use _pyrun::module_def;

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that pyfunction wants"
)]
#[rustpython_vm::pymodule]
mod _pyrun {
    use rustpython_pylib::DATA_FILES;
    use rustpython_vm::{
        PyObjectRef, PyResult, VirtualMachine,
        builtins::PyStrRef,
        lazy::{self, Pattern, Rule, Verdict},
    };

    /// `pyrun.lazy.pending`: (module, name, target, declared) of each lazy name.
    #[pyfunction]
    fn lazy_pending(package: Option<PyStrRef>, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let package = package.as_ref().and_then(|package| package.to_str());
        let pending = lazy::pending(package, vm)?;
        Ok(pending.iter().map(|name| shown(name, vm)).collect())
    }

    fn shown(name: &lazy::Pending, vm: &VirtualMachine) -> PyObjectRef {
        let text = |text: &str| -> PyObjectRef { vm.ctx.new_str(text).into() };
        let fields = vec![
            text(&name.module),
            name.name.clone().into(),
            text(&name.target),
            text(&name.declared),
        ];
        vm.ctx.new_tuple(fields).into()
    }

    /// `pyrun.lazy.resolve_all`: how many, and (name as in `lazy_pending`, error)
    /// of each failure.
    #[pyfunction]
    fn lazy_resolve_all(
        package: Option<PyStrRef>,
        vm: &VirtualMachine,
    ) -> PyResult<(usize, Vec<PyObjectRef>)> {
        let package = package.as_ref().and_then(|package| package.to_str());
        let (resolved, failures) = lazy::resolve_all(package, vm)?;
        let failures = failures
            .into_iter()
            .map(|failure| {
                let name = shown(&failure.pending, vm);
                vm.ctx.new_tuple(vec![name, failure.error.into()]).into()
            })
            .collect();
        Ok((resolved, failures))
    }

    /// `pyrun.lazy.add_rule`.
    #[pyfunction]
    fn lazy_add_rule(
        verdict: PyStrRef,
        importing: PyStrRef,
        imported: PyStrRef,
        reason: Option<PyStrRef>,
        origin: PyStrRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let verdict = match verdict.to_str() {
            Some("eager") => Verdict::Eager,
            Some("lazy") => Verdict::Lazy,
            _ => return Err(vm.new_value_error("verdict must be 'eager' or 'lazy'")),
        };
        let pattern = |text: &PyStrRef| {
            let text = text.to_str().unwrap_or_default();
            Pattern::parse(text).map_err(|message| vm.new_value_error(message))
        };
        let rule = Rule {
            verdict,
            importing: pattern(&importing)?,
            imported: pattern(&imported)?,
            reason: reason.map(|reason| reason.to_string()),
            origin: origin.to_string(),
        };
        vm.state.lazy.add_rule(rule);
        Ok(())
    }

    /// `pyrun.lazy.rules`: (verdict, importing, imported, reason, origin, matched).
    #[pyfunction]
    fn lazy_rules(vm: &VirtualMachine) -> Vec<PyObjectRef> {
        let text = |text: &str| -> PyObjectRef { vm.ctx.new_str(text).into() };
        let policy = vm.state.lazy.policy();
        let rules = policy.rules().map(|(rule, matched)| {
            let verdict = match rule.verdict {
                Verdict::Eager => "eager",
                Verdict::Lazy => "lazy",
            };
            let reason = rule.reason.as_deref().map_or_else(|| vm.ctx.none(), text);
            let fields = vec![
                text(verdict),
                text(&rule.importing.to_string()),
                text(&rule.imported.to_string()),
                reason,
                text(&rule.origin),
                vm.ctx.new_int(matched).into(),
            ];
            vm.ctx.new_tuple(fields).into()
        });
        rules.collect()
    }

    /// `before(name, globals, level)` is called before each import that some code asks
    /// for, and `after(result, names)` when it has succeeded, unless the result of
    /// `before` was None. Without functions, nobody is told any more.
    #[pyfunction]
    fn observe_imports(
        before: Option<PyObjectRef>,
        after: Option<PyObjectRef>,
        vm: &VirtualMachine,
    ) {
        vm.state.import_observer.set(before.zip(after));
    }

    /// The names of the standard library's data files.
    #[pyfunction]
    fn data_files(vm: &VirtualMachine) -> Vec<PyObjectRef> {
        DATA_FILES
            .iter()
            .map(|(name, _)| vm.ctx.new_str(*name).into())
            .collect()
    }

    /// The source text of the module in the file `name` of the standard library,
    /// compressed by zlib, or None.
    #[pyfunction]
    fn stdlib_source(name: PyStrRef, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let content = rustpython_pylib::packed_source(name.to_str()?)?;
        Some(vm.ctx.new_bytes(content.to_vec()).into())
    }

    /// The content of a data file, or None.
    #[pyfunction]
    fn data_file(name: PyStrRef, vm: &VirtualMachine) -> Option<PyObjectRef> {
        let name = name.to_str()?;
        let (_, content) = DATA_FILES.iter().find(|(known, _)| *known == name)?;
        Some(vm.ctx.new_bytes(content.to_vec()).into())
    }
}
