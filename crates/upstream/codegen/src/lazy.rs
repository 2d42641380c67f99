//! What kind of import statement the compiler has before it.

use super::{Compiler, FBlockType};
use rustpython_compiler_core::{bytecode::NameIdx, lazy::ImportKind};

impl Compiler<'_> {
    /// The argument of `IMPORT_NAME` for the statement being compiled.
    pub(super) fn import_argument(
        &mut self,
        name: NameIdx,
        keyword: bool,
        never_lazy: bool,
    ) -> NameIdx {
        let kind = if never_lazy {
            ImportKind::Eager
        } else if keyword {
            // `lazy_syntax` has refused every place where it may not stand.
            ImportKind::Lazy
        } else {
            self.import_kind()
        };
        kind.encode(name)
    }

    /// CPython marks an import eager when it stands in a scope other than the
    /// module's or when an exception it raises could be handled in the module
    /// (`Python/codegen.c`, `codegen_import`). `with` and `finally` without an
    /// exception are told apart because the Cinder mode draws the line there.
    fn import_kind(&mut self) -> ImportKind {
        if self.ctx.in_func() || self.ctx.in_class {
            return ImportKind::Eager;
        }
        let mut kind = match self.finally_bodies {
            0 => ImportKind::Default,
            _ => ImportKind::Block,
        };
        for block in &self.current_code_info().fblock {
            match block.fb_type {
                FBlockType::TryExcept
                | FBlockType::FinallyTry
                | FBlockType::FinallyEnd
                | FBlockType::HandlerCleanup
                | FBlockType::ExceptionHandler
                | FBlockType::ExceptionGroupHandler => return ImportKind::Eager,
                FBlockType::With | FBlockType::AsyncWith => kind = ImportKind::Block,
                _ => {}
            }
        }
        kind
    }

    /// Compiles the copy of a `finally` body that runs when nothing was raised.
    pub(super) fn compile_finally_copy(
        &mut self,
        body: &[ruff_python_ast::Stmt],
    ) -> super::CompileResult<()> {
        self.finally_bodies += 1;
        let result = self.compile_statements(body);
        self.finally_bodies -= 1;
        result
    }
}
